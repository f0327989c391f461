import type { TokenRange } from "@/components/marks/token-range";
import type { TurnView } from "@/lib/core/view/session-view";
import { weightBorders } from "@/lib/core/view/weights-at";
import type { SampleTokens } from "./use-sample-tokens";

/** The tokens of a sample before which the weights changed in mid-answer, in order. */
export function weightMarks(
  { columns, owners }: Pick<SampleTokens, "columns" | "owners">,
  turns: readonly TurnView[],
): readonly TokenRange[] {
  return turns.flatMap((turn) =>
    weightBorders(turn).flatMap((border): TokenRange[] => {
      const token = turn.prompt_tokens + border;
      const isHere = columns.sampled[token] === 1 && owners[token] === turn.index;
      return isHere ? [{ start: token, end: token + 1 }] : [];
    }),
  );
}
