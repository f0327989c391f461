import type { TokenRange } from "@/components/marks/token-range";
import type { NotedTokens } from "@/components/notes/notes-of";
import type { CardSource } from "./card-source";

/**
 * The tokens of a sample's range that one turn sampled, as positions in its output: those of the first turn that sampled
 * any. Null where the model sampled none of them.
 */
export function sampledRange(
  { tokens: { columns, owners }, model }: Pick<CardSource, "tokens" | "model">,
  { start, end }: TokenRange,
): NotedTokens | null {
  let first = start;
  while (first < end && columns.sampled[first] !== 1) first++;
  const turn = owners[first] ?? 0;
  const view = model.view.turns[turn - 1];
  if (first >= end || view === undefined) return null;
  let last = first;
  while (last + 1 < end && columns.sampled[last + 1] === 1 && owners[last + 1] === turn) last++;
  const before = view.prompt_tokens - columns.start;
  return { turn, start: first - before, end: last + 1 - before };
}
