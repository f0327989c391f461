"use client";

import { Search } from "lucide-react";
import type { KeyboardEvent } from "react";
import { LANDMARK_WORDS, type Landmark } from "@/components/session/landmarks";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { TranscriptFilter } from "./filter-transcript";
import { LANDMARK_MARKS } from "./landmark-marks";

const KINDS = ["fork", "drift", "loss", "compaction", "error"] as const satisfies readonly Landmark[];

/** Narrows the transcript by words, and to the messages where something happened. */
export function TranscriptFilterBar({
  filter,
  counts,
  found,
  total,
  onFilter,
  onLeave,
}: {
  readonly filter: TranscriptFilter;
  readonly counts: Readonly<Record<Landmark, number>>;
  /** Messages that pass; null while nothing is filtered. */
  readonly found: number | null;
  readonly total: number;
  readonly onFilter: (filter: TranscriptFilter) => void;
  /** Goes on to the rows. */
  readonly onLeave: () => void;
}) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    onLeave();
  };
  const kinds = KINDS.filter((kind) => counts[kind] > 0);
  return (
    <search className="flex flex-col gap-1.5 border-b border-line px-2 py-1.5">
      <span className="relative flex items-center">
        <Search size={14} aria-hidden className="absolute left-2 text-ink-3" />
        <input
          type="search"
          data-find
          aria-label="Filter messages"
          placeholder="Filter messages"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
          onKeyDown={onKeyDown}
          className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-surface pr-2 pl-7 text-sm text-ink placeholder:text-ink-3"
        />
      </span>
      <span className="flex flex-wrap items-center gap-1 text-xs text-ink-2">
        {kinds.map((kind) => {
          const { icon: Icon } = LANDMARK_MARKS[kind];
          const isOn = filter.landmark === kind;
          return (
            <button
              key={kind}
              type="button"
              aria-pressed={isOn}
              title={`Only messages with a ${LANDMARK_WORDS[kind]}`}
              aria-label={plural(counts[kind], LANDMARK_WORDS[kind])}
              onClick={() => onFilter({ ...filter, landmark: isOn ? null : kind })}
              className="inline-flex h-6 items-center gap-1 rounded-md border border-line px-1.5 hover:bg-raised aria-pressed:border-ink aria-pressed:bg-raised aria-pressed:text-ink"
            >
              <Icon size={12} aria-hidden />
              {formatCount(counts[kind])}
            </button>
          );
        })}
        <output className="ml-auto pl-1 whitespace-nowrap">
          {found === null ? plural(total, "message") : `${formatCount(found)} of ${formatCount(total)}`}
        </output>
      </span>
    </search>
  );
}
