"use client";

import { type KeyboardEvent, useMemo, useState } from "react";
import { LANDMARK_WORDS, type Landmark } from "@/components/session/landmarks";
import { type RailCell, railCells } from "@/components/tree/layout/rail-cells";
import { plural } from "@/lib/core/base/format-count";
import type { SessionView } from "@/lib/core/view/session-view";

const GLYPHS: Readonly<Record<Landmark, string>> = {
  fork: "⎇",
  drift: "≈",
  loss: "⊘",
  compaction: "⇣",
  error: "!",
};

/** Where in the session forks, drift, losses, compactions and errors stand; a click goes from one to the next. */
export function LandmarkRail({
  view,
  selected,
  onSelect,
}: {
  readonly view: SessionView;
  /** Position of the selected node; -1 for none. */
  readonly selected: number;
  readonly onSelect: (node: number) => void;
}) {
  const { cells, parts } = useMemo(() => railCells(view), [view]);
  const [focused, setFocused] = useState(0);
  const current = Math.min(focused, cells.length - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.max(0, Math.min(cells.length - 1, current + step));
    setFocused(next);
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div
      role="toolbar"
      aria-label="Landmarks of the session"
      aria-orientation="vertical"
      data-testid="landmark-rail"
      onKeyDown={onKeyDown}
      className="relative w-5 shrink-0 border-r border-line bg-surface"
    >
      {/* Below it is the mark of the library that moves the tree. */}
      <div className="absolute inset-x-0 top-0 bottom-16">
        {cells.map((cell, at) => (
          <button
            key={cell.place}
            type="button"
            tabIndex={at === current ? 0 : -1}
            title={cellWords(cell, view)}
            aria-label={cellWords(cell, view)}
            aria-pressed={cell.nodes.includes(selected)}
            data-landmark={cell.kind}
            onFocus={() => setFocused(at)}
            onClick={() => onSelect(nextOf(cell, selected))}
            className="rail-cell"
            style={{ top: `${(cell.place / parts) * 100}%`, height: `${100 / parts}%` }}
          >
            {GLYPHS[cell.kind]}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The cell's first landmark, or the one after the selected. */
function nextOf({ nodes }: RailCell, selected: number): number {
  return nodes[(nodes.indexOf(selected) + 1) % nodes.length] ?? -1;
}

function cellWords({ kind, nodes }: RailCell, view: SessionView): string {
  const turns = nodes.flatMap((at) => view.nodes[at]?.first_turn ?? []);
  const [first, last] = [turns[0] ?? 0, turns.at(-1) ?? 0];
  const where = first === last ? `turn ${first}` : `turns ${first}–${last}`;
  const more = nodes.length > 1 ? `, ${plural(nodes.length, "landmark")} here` : "";
  return `${LANDMARK_WORDS[kind]}, ${where}${more}`;
}
