"use client";

import type { ReactNode } from "react";
import { useShowMessage } from "@/components/session/use-show-message";
import { TURN_LINK } from "./turn-link";

/** Words that show a message of this page when they are pressed. */
export function ShownMessage({
  node,
  tab,
  title,
  children,
}: {
  readonly node: string;
  readonly tab: "diff" | undefined;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const showMessage = useShowMessage();
  return (
    <button type="button" title={title} onClick={() => showMessage(node, tab)} className={TURN_LINK}>
      {children}
    </button>
  );
}
