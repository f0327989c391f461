"use client";

import type { ReactNode } from "react";
import { PANE_FACTS, type PaneName } from "./pane-names";

/** A region of the page: `F6` goes from one to the next, and its own keys work while it has the focus. */
export function Pane({
  name,
  className = "",
  children,
}: {
  readonly name: PaneName;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      data-pane={name}
      tabIndex={-1}
      aria-label={PANE_FACTS[name].label}
      className={`outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-ink ${className}`}
    >
      {children}
    </section>
  );
}
