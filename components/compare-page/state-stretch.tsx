"use client";

import { useState } from "react";
import { DiffTokens } from "@/components/diff/diff-tokens";
import { formatCount } from "@/lib/core/base/format-count";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";

/** Tokens drawn at first, and again for each further press. */
const PART_TOKENS = 400;

/** Tokens `[from, to)` of columns, each drawn by its state; a long stretch in parts. */
export function StateStretch({
  columns,
  from,
  to,
  reader,
}: {
  readonly columns: TokenColumns;
  readonly from: number;
  readonly to: number;
  readonly reader: PieceReader;
}) {
  const [shown, setShown] = useState(PART_TOKENS);
  const end = Math.min(to, from + shown);
  return (
    <>
      <DiffTokens
        ids={Array.from(columns.ids.subarray(from, end))}
        start={columns.start + from}
        reader={reader}
        bytes={false}
        mark={null}
        marks={[]}
        columns={columns}
      />
      {end < to && (
        <button
          type="button"
          onClick={() => setShown(shown + PART_TOKENS)}
          className="self-start text-xs underline underline-offset-4"
        >
          Show the next {formatCount(Math.min(PART_TOKENS, to - end))} of {formatCount(to - end)}
        </button>
      )}
    </>
  );
}
