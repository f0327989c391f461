"use client";

import { useQuery } from "@tanstack/react-query";
import type { ComparedMessage, ComparedRow, ComparisonSide } from "@/lib/core/view/comparison";
import { tokenDiff } from "@/lib/core/view/token-diff";
import type { TurnSequence } from "@/lib/core/view/turn-sequence";
import type { TokenSide } from "../diff/folded-tokens";
import { TokenDiffView } from "../diff/token-diff-view";
import { LoadingOrError } from "../inspector/loading-or-error";
import { formatCount } from "../ui/format";
import { turnTokensUrl } from "../workspace/api-urls";
import { fetchJson } from "../workspace/fetch-json";

/** Tokens of a message that are compared here; a longer one is compared whole on the page of its difference. */
const MOST_TOKENS = 20_000;

/** The tokens of two messages, each as the last turn of its side holds them. */
export function RowTokens({
  row,
  a,
  b,
}: {
  readonly row: ComparedRow;
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
}) {
  const [left, right] = [rangeOf(row.a, a), rangeOf(row.b, b)];
  const { data, error } = useQuery({
    queryKey: ["row-tokens", left, right],
    queryFn: async ({ signal }) => {
      const [inA, inB] = await Promise.all([readRange(left, signal), readRange(right, signal)]);
      return {
        tokens: tokenDiff(Int32Array.from(inA?.ids ?? []), Int32Array.from(inB?.ids ?? [])),
        pieces: {
          tokenizer: inA?.pieces.tokenizer ?? inB?.pieces.tokenizer ?? "",
          bytes: { ...inA?.pieces.bytes, ...inB?.pieces.bytes },
          special: [...new Set([...(inA?.pieces.special ?? []), ...(inB?.pieces.special ?? [])])],
        },
      };
    },
    enabled: left !== null || right !== null,
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
  if (!data) return <LoadingOrError error={error} what="tokens" />;
  const cut = [left, right].filter((range) => range !== null && range.length > MOST_TOKENS);
  return (
    <div className="flex flex-col gap-2">
      <TokenDiffView
        tokens={data.tokens}
        pieces={data.pieces}
        a={tokenSide("A", a, left)}
        b={tokenSide("B", b, right)}
        bytes={false}
      />
      {cut.map((range) => (
        <p key={range?.session} className="text-xs text-ink-2">
          The first {formatCount(MOST_TOKENS)} of {formatCount(range?.length ?? 0)} tokens of {range?.session}{" "}
          are compared here; its own page shows them all.
        </p>
      ))}
    </div>
  );
}

interface Range {
  readonly session: string;
  readonly turn: number;
  readonly start: number;
  readonly length: number;
}

function rangeOf(message: ComparedMessage | null, { session, turn }: ComparisonSide): Range | null {
  if (!message || turn === null || message.start === null || message.end === null) return null;
  return { session: session.id, turn, start: message.start, length: message.end - message.start };
}

function readRange(range: Range | null, signal: AbortSignal): Promise<TurnSequence> | null {
  if (!range) return null;
  const { session, turn, start, length } = range;
  const to = start + Math.min(length, MOST_TOKENS);
  return fetchJson<TurnSequence>(turnTokensUrl(session, turn, { from: start, to, build: "sent" }), signal);
}

function tokenSide(name: "A" | "B", { session, turn }: ComparisonSide, range: Range | null): TokenSide {
  return {
    title: range ? `${name}: in turn ${range.turn} of ${range.session}` : `${name}: not there`,
    session: session.id,
    turn: turn ?? 1,
    build: "sent",
    marks: [],
    offset: range?.start ?? 0,
  };
}
