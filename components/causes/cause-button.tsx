"use client";

import type { ReactNode } from "react";
import type { AskedCause } from "@/components/address/asked-cause";
import { causeKindMark } from "@/components/marks/cause-kinds";
import { causeMark } from "@/components/marks/cause-marks";
import { useCauseCard } from "./cause-card-context";
import { CauseGlyph } from "./cause-glyph";

/** The way to a cause's card: its glyph, and what else is said of it. Where a page has no card it is only said. */
export function CauseButton({
  asked,
  children,
}: {
  readonly asked: AskedCause;
  readonly children?: ReactNode;
}) {
  const open = useCauseCard();
  const { label } = causeMark(asked.cause);
  const did = asked.did === null ? "" : ` (${causeKindMark(asked.did, asked.cause).label})`;
  const said = (
    <>
      {asked.did !== null && <CauseGlyph did={asked.did} cause={asked.cause} />}
      {children}
    </>
  );
  if (open === null) return <span className="inline-flex items-center gap-1.5">{said}</span>;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={`Card of the cause ${label}${did}`}
      title={`Cause: ${label}${did}. Press for its card.`}
      onClick={() => open(asked)}
      className="inline-flex min-h-6 min-w-6 shrink-0 items-center justify-center gap-1.5 rounded-sm text-ink hover:bg-raised"
    >
      {said}
    </button>
  );
}
