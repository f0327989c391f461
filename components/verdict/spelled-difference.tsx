import { useMemo } from "react";
import { tokenLabel } from "@/components/marks/token-label";
import { pieceReader } from "@/components/reads/piece-reader";
import type { TokenPieces } from "@/lib/core/tokens/token-pieces";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import type { FirstDifference } from "@/lib/core/verdict/first-difference";

/** How an answer's tokens and those that came in their place are spelled where they first differ. */
export function SpelledDifference({
  difference,
  pieces,
}: {
  readonly difference: FirstDifference;
  readonly pieces: TokenPieces;
}) {
  return (
    <>
      spelled <Spelling ids={difference.held} pieces={pieces} look="held" /> as{" "}
      <Spelling ids={difference.incoming} pieces={pieces} look="incoming" />
    </>
  );
}

function Spelling({
  ids,
  pieces,
  look,
}: {
  readonly ids: readonly number[];
  readonly pieces: TokenPieces;
  readonly look: "held" | "incoming";
}) {
  const texts = useMemo(() => new TokenTexts(Int32Array.from(ids), pieceReader(pieces)), [ids, pieces]);
  if (ids.length === 0) return <span>nothing</span>;
  const title = ids.length === 1 ? `token ${ids[0]}` : `tokens ${ids.join(", ")}`;
  const tokens = ids.map((id, at) => ({ id, at, text: texts.at(at) }));
  return (
    <span className="inline-flex max-w-full flex-wrap gap-px align-baseline font-mono text-xs" title={title}>
      {tokens.map(({ id, at, text }) => (
        <span
          key={at}
          className={`rounded-xs border px-0.5 whitespace-pre text-ink ${look === "held" ? "border-line-strong" : "border-dashed border-line-strong"}`}
        >
          {text ? tokenLabel(text, "exact") || "∅" : `#${id}`}
        </span>
      ))}
    </span>
  );
}
