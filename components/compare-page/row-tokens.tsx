"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TokenChoice } from "@/components/address/api-urls";
import { KnownPieces } from "@/components/reads/known-pieces";
import { readTokens } from "@/components/reads/read-tokens";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { formatCount } from "@/lib/core/base/format-count";
import type { ComparedMessage, ComparedRow, ComparisonSide } from "@/lib/core/compare/comparison";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import type { TokensAs } from "./compare-params";
import { sideView } from "./side-view";
import { StateDiffView } from "./state-diff-view";
import { tellingTokens } from "./telling-tokens";
import { TokensAsSwitch } from "./tokens-as-switch";

/** Tokens of a message that are compared here; a longer one is shown whole on its own page. */
const MOST_TOKENS = 20_000;

/** The tokens of two messages with what each side's policy makes of them, one by one. */
export function RowTokens({
  row,
  a,
  b,
  as,
  onAs,
}: {
  readonly row: ComparedRow;
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
  /** Null: as they differ. */
  readonly as: TokensAs | null;
  readonly onAs: (as: TokensAs) => void;
}) {
  const wasSampled = [row.a, row.b].some((message) => message !== null && message.turn !== null);
  const shownAs = wasSampled ? (as ?? tellingTokens(row)) : "held";
  const [left, right] = [askedOf(row.a, a, shownAs), askedOf(row.b, b, shownAs)];
  const [pieces] = useState(() => new KnownPieces());
  const { data, error } = useQuery({
    queryKey: ["row-tokens", left, a.session.revision, right, b.session.revision],
    queryFn: async ({ signal }) => {
      const [inA, inB] = await Promise.all([
        left && readColumns(pieces, left, signal),
        right && readColumns(pieces, right, signal),
      ]);
      return { a: inA, b: inB, pieces };
    },
    enabled: left !== null || right !== null,
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!left && !right) {
    return (
      <p className="text-sm text-ink-2">
        No token ids are recorded for this message, so only its text can be compared.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      {wasSampled && <TokensAsSwitch as={shownAs} onAs={onAs} />}
      {data ? (
        <Shown row={row} a={a} b={b} as={shownAs} tokens={data} />
      ) : (
        <LoadingOrError error={error} what="tokens" />
      )}
    </div>
  );
}

interface RowColumns {
  readonly a: TokenColumns | null;
  readonly b: TokenColumns | null;
  readonly pieces: PieceReader;
}

function Shown({
  row,
  a,
  b,
  as,
  tokens,
}: {
  readonly row: ComparedRow;
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
  readonly as: TokensAs;
  readonly tokens: RowColumns;
}) {
  const cut = [tokens.a, tokens.b].some((columns) => columns?.ids.length === MOST_TOKENS);
  return (
    <>
      <StateDiffView
        a={{ side: a, message: row.a, columns: tokens.a }}
        b={{ side: b, message: row.b, columns: tokens.b }}
        as={as}
        reader={tokens.pieces}
      />
      {cut && (
        <p className="text-xs text-ink-2">
          At most the first {formatCount(MOST_TOKENS)} tokens of a message are compared here; its own page
          shows them all.
        </p>
      )}
    </>
  );
}

interface AskedColumns {
  readonly session: string;
  readonly choice: TokenChoice;
}

function askedOf(message: ComparedMessage | null, side: ComparisonSide, as: TokensAs): AskedColumns | null {
  if (!message || side.turn === null || message.start === null || message.end === null) return null;
  const { node } = message;
  const range = { ...sideView(side), from: 0, to: MOST_TOKENS };
  const choice: TokenChoice =
    as === "sampled" && message.turn !== null
      ? { ...range, of: "node", node, sample: null }
      : { ...range, of: "branch", node, branch: side.branch?.node ?? node };
  return { session: side.session.id, choice };
}

/** An answer may share its ids with the other side's, so what they stand for is kept once. */
async function readColumns(
  pieces: KnownPieces,
  { session, choice }: AskedColumns,
  signal: AbortSignal,
): Promise<TokenColumns> {
  return (await readTokens({ local: null, pieces }, session, choice, signal)).columns;
}
