import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { LostMaterial } from "./lost-material";

/** More turns than this are counted instead of listed. */
const LISTED_TURNS = 6;

/** Sampled tokens that no sample trains, and why. */
export function LostRow({ material }: { readonly material: LostMaterial }) {
  const { state, reason, tokens, turns } = material;
  const { glyph, label } = STATE_WORDS[state];
  const where =
    turns.length > LISTED_TURNS
      ? plural(turns.length, "turn")
      : `${turns.length === 1 ? "turn" : "turns"} ${turns.join(", ")}`;
  return (
    <p className="flex items-center gap-3 border border-transparent px-2 py-1 text-xs text-ink-2">
      <span aria-hidden className="w-8 shrink-0 text-ink-3">
        {glyph}
      </span>
      <span aria-hidden className={`cell-${state} h-2 w-8 shrink-0 rounded-xs`} />
      <span className="min-w-0">
        <span className="font-medium text-ink">
          {formatCount(tokens)} {label}
        </span>{" "}
        in {where}: {reason}.
      </span>
    </p>
  );
}
