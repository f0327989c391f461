"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readTurnRange } from "@/components/reads/read-turn-range";
import { FoldButton } from "@/components/ui/fold-button";
import { formatCount } from "@/lib/core/base/format-count";
import type { DiffEnd } from "@/lib/core/diff/node-diff";
import { type DiffMark, DiffTokens } from "./diff-tokens";

/** Tokens fetched when a fold is opened, and again for each further press. */
const PART_TOKENS = 1000;

/** Where a side's tokens are read from: positions count from `offset` of its turn's sequence. */
export interface TokenSide extends Pick<DiffEnd, "title" | "turn" | "build" | "marks"> {
  readonly session: string;
  readonly offset: number;
}

/** Tokens that are not shown at first: one line that says how many, and opens. */
export function FoldedTokens({
  side,
  from,
  to,
  bytes,
  mark,
  label,
}: {
  readonly side: TokenSide;
  /** Positions on the side. */
  readonly from: number;
  readonly to: number;
  readonly bytes: boolean;
  readonly mark: DiffMark;
  readonly label: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <FoldButton isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
        {label}
        <span className="text-ink-3">
          {formatCount(side.offset + from)}–{formatCount(side.offset + to - 1)}
        </span>
      </FoldButton>
      {isOpen && (
        <Opened side={side} from={side.offset + from} to={side.offset + to} bytes={bytes} mark={mark} />
      )}
    </div>
  );
}

function Opened({
  side: { session, turn, build, marks },
  from,
  to,
  bytes,
  mark,
}: {
  readonly side: TokenSide;
  readonly from: number;
  readonly to: number;
  readonly bytes: boolean;
  readonly mark: DiffMark;
}) {
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ["turn-tokens", session, turn, build, from, to],
    queryFn: ({ pageParam, signal }) =>
      readTurnRange(
        session,
        turn,
        { from: pageParam, to: Math.min(to, pageParam + PART_TOKENS), build },
        signal,
      ),
    initialPageParam: from,
    getNextPageParam: ({ columns: { start, ids } }) => {
      const next = start + ids.length;
      return next < to && ids.length > 0 ? next : null;
    },
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const last = data?.pages.at(-1)?.columns;
  const left = to - (last ? last.start + last.ids.length : from);
  return (
    <div className="flex flex-col gap-1 py-1">
      {data?.pages.map(({ columns, pieces }) => (
        <DiffTokens
          key={columns.start}
          ids={Array.from(columns.ids)}
          start={columns.start}
          reader={pieces}
          bytes={bytes}
          mark={mark}
          marks={marks}
        />
      ))}
      {error && <p className="text-xs text-refused">{error.message}</p>}
      {isFetching && (
        <p role="status" className="text-xs text-ink-3">
          Reading tokens
        </p>
      )}
      {hasNextPage && !isFetching && (
        <button
          type="button"
          onClick={() => void fetchNextPage()}
          className="self-start text-xs underline underline-offset-4"
        >
          Show the next {formatCount(Math.min(PART_TOKENS, left))} of {formatCount(left)}
        </button>
      )}
    </div>
  );
}
