"use client";

import { Download } from "lucide-react";
import { useOpenedLater } from "../keyboard/use-opened-later";
import type { ViewChoice } from "./api-urls";

const loadMenu = () => import("./download-menu").then((menu) => menu.DownloadMenu);

/** Opens the ways to take a session away. */
export function DownloadButton({
  session,
  choice,
}: {
  readonly session: string;
  readonly choice: ViewChoice;
}) {
  const menu = useOpenedLater(loadMenu);
  return (
    <span className="relative">
      <button
        type="button"
        aria-haspopup="menu"
        onClick={menu.open}
        className="inline-flex h-8 items-center gap-2 rounded-md bg-ink px-3 text-sm font-medium text-page hover:opacity-90"
      >
        <Download size={16} aria-hidden />
        Download
      </button>
      {menu.Opened && <menu.Opened session={session} choice={choice} onClose={menu.close} />}
    </span>
  );
}
