import type { NodeDiff } from "@/lib/core/view/node-diff";
import { type PieceReader, tokenTexts } from "@/lib/core/view/token-text";
import { tokenLabel } from "../token-pane/token-label";
import { pieceReader } from "../tokens/piece-reader";
import { showBytes } from "../tokens/show-text";
import { formatCount, plural } from "../ui/format";

/** How the tokens of a difference are written. */
export type DiffLens = "text" | "ids" | "bytes";

/** One side of a difference: what both share folded to a line, then the tokens, the differing ones marked. */
export function DiffSide({
  title,
  ids,
  from,
  to,
  diff,
  length,
  lens,
}: {
  readonly title: string;
  readonly ids: readonly number[];
  /** The differing tokens are `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly diff: NodeDiff;
  readonly length: number;
  readonly lens: DiffLens;
}) {
  const labels = tokenLabels(ids, pieceReader(diff.pieces), lens);
  const after = length - diff.window_start - ids.length;
  return (
    <section className="rounded-md border border-line">
      <h3 className="border-b border-line bg-raised px-3 py-1.5 text-xs font-medium text-ink-2">{title}</h3>
      <p className="flex flex-wrap gap-y-1 p-3 font-mono text-sm leading-6 [overflow-wrap:anywhere]">
        {diff.window_start > 0 && (
          <span className="w-full font-sans text-xs text-ink-3">
            {formatCount(diff.window_start)} equal tokens before
          </span>
        )}
        {labels
          .map((label, at) => ({ label, at, place: diff.window_start + at }))
          .map(({ label, at, place }) => (
            <span
              key={place}
              title={`id ${ids[at]} at ${place}`}
              className={`mr-px whitespace-pre-wrap ${at >= from && at < to ? "token-realigned rounded-xs" : "text-ink-2"}`}
            >
              {label}
            </span>
          ))}
        {after > 0 && (
          <span className="w-full font-sans text-xs text-ink-3">
            {plural(after, "token")} more, in the Tokens tab
          </span>
        )}
      </p>
    </section>
  );
}

function tokenLabels(ids: readonly number[], reader: PieceReader, lens: DiffLens): readonly string[] {
  switch (lens) {
    case "text":
      return tokenTexts(Int32Array.from(ids), reader).map((text) => tokenLabel(text, true));
    case "ids":
      return ids.map((id) => `${id} `);
    case "bytes":
      return ids.map((id) => {
        const bytes = reader.bytes(id);
        return bytes ? `${showBytes(bytes)} ` : `#${id} `;
      });
    default:
      return lens satisfies never;
  }
}
