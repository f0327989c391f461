"use client";

import {
  Columns2,
  Download,
  Footprints,
  Keyboard,
  Link as LinkIcon,
  Moon,
  Scale,
  Search,
  StickyNote,
} from "lucide-react";
import Link from "next/link";
import * as DropdownMenu from "radix-ui/dropdown-menu";
import { useFollowing } from "@/components/follow/following";
import { switchTheme } from "@/components/ui/switch-theme";
import { OpenedMenu } from "./opened-menu";

const ITEM =
  "flex w-full items-center gap-2.5 rounded-sm px-2 py-2 text-sm text-ink outline-none data-[highlighted]:bg-raised";

/** Everything that can be done with a session, where there is no room for buttons. */
export function SessionMenu({
  compare,
  onPolicies,
  onExport,
  onNote,
  onRun,
  onClose,
}: {
  /** Address of the comparison. */
  readonly compare: string;
  readonly onPolicies: () => void;
  /** Undefined: this browser's key exports nothing. */
  readonly onExport: (() => void) | undefined;
  /** Undefined: this browser's key writes nothing. */
  readonly onNote: (() => void) | undefined;
  /** Runs a command of the registry by its id. */
  readonly onRun: (id: string) => void;
  readonly onClose: () => void;
}) {
  const [following, setFollowing] = useFollowing();
  return (
    <OpenedMenu onClose={onClose}>
      <DropdownMenu.Item className={ITEM} onSelect={onPolicies}>
        <Scale size={16} aria-hidden /> Policies
      </DropdownMenu.Item>
      <DropdownMenu.Item asChild>
        <Link href={compare} className={ITEM}>
          <Columns2 size={16} aria-hidden /> Compare with another session
        </Link>
      </DropdownMenu.Item>
      {onNote && (
        <DropdownMenu.Item className={ITEM} onSelect={onNote}>
          <StickyNote size={16} aria-hidden /> Note
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      {onExport && (
        <>
          <DropdownMenu.Item className={ITEM} onSelect={onExport}>
            <Download size={16} aria-hidden /> Export
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
        </>
      )}
      <DropdownMenu.Item className={ITEM} onSelect={() => onRun("page.palette")}>
        <Search size={16} aria-hidden /> Find
      </DropdownMenu.Item>
      <DropdownMenu.Item className={ITEM} onSelect={() => onRun("session.copy-link")}>
        <LinkIcon size={16} aria-hidden /> Copy a link to this view
      </DropdownMenu.Item>
      <DropdownMenu.Item className={ITEM} onSelect={() => onRun("page.help")}>
        <Keyboard size={16} aria-hidden /> Keys
      </DropdownMenu.Item>
      <DropdownMenu.Item className={ITEM} onSelect={() => setFollowing(!following)}>
        <Footprints size={16} aria-hidden /> {following ? "Stop following" : "Follow"} what agents show
      </DropdownMenu.Item>
      <DropdownMenu.Item className={ITEM} onSelect={switchTheme}>
        <Moon size={16} aria-hidden /> Light or dark
      </DropdownMenu.Item>
    </OpenedMenu>
  );
}
