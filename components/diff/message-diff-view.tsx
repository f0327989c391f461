"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { ROLE_MARKS } from "@/components/marks/role-marks";
import { foldEqual } from "@/components/session/fold-equal";
import { plural } from "@/lib/core/base/format-count";
import type { MessageDiffRow } from "@/lib/core/diff/node-diff";
import { MessageChange } from "./message-change";

/** Two histories message by message: equal ones folded, changed ones with what changed in each field. */
export function MessageDiffView({
  rows,
  titles,
}: {
  readonly rows: readonly MessageDiffRow[];
  readonly titles: readonly [string, string];
}) {
  return (
    <div
      data-testid="message-diff"
      className="@container overflow-hidden rounded-lg border border-line bg-surface"
    >
      {foldEqual(rows, ({ kind }) => kind === "same").map((part) =>
        part.folded ? (
          <EqualMessages key={part.at} rows={part.rows} />
        ) : (
          part.rows.map((row) => (
            <section key={`${row.a}-${row.b}`} className="border-t border-line p-3 first:border-0">
              <RowHead row={row} titles={titles} />
              <MessageChange a={row.a_message} b={row.b_message} />
            </section>
          ))
        ),
      )}
      {rows.length === 0 && <p className="p-3 text-sm text-ink-2">Neither side holds a message.</p>}
    </div>
  );
}

function RowHead({
  row,
  titles: [titleA, titleB],
}: {
  readonly row: MessageDiffRow;
  readonly titles: readonly [string, string];
}) {
  const { icon: Icon, label } = ROLE_MARKS[row.role];
  const where = { same: "", changed: "changed", only_a: `only in ${titleA}`, only_b: `only in ${titleB}` };
  return (
    <h3 className="mb-2 flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
      <Icon size={14} aria-hidden />
      <span className="font-medium text-ink">{label}</span>
      message {Math.max(row.a, row.b) + 1}
      <span className="ml-auto">
        {where[row.kind]}
        {row.cause && `: ${row.cause}`}
      </span>
    </h3>
  );
}

function EqualMessages({ rows }: { readonly rows: readonly MessageDiffRow[] }) {
  const [isOpen, setOpen] = useState(false);
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className="border-t border-line bg-page px-3 py-2 first:border-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="inline-flex items-center gap-1 text-xs text-ink-2 hover:text-ink"
      >
        <Icon size={14} aria-hidden />
        {plural(rows.length, "equal message")}
      </button>
      {isOpen && (
        <ul className="mt-1 flex flex-col gap-1 text-sm">
          {rows.map((row) => (
            <li key={row.a} className="flex gap-2">
              <span className="w-16 shrink-0 text-xs text-ink-3">{row.role}</span>
              <span className="min-w-0 truncate font-mono text-ink-2">{row.preview}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
