import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { FlagFinding } from "./detector";

/** A finding for each turn of which `detailOf` tells something: all of its output. */
export function turnFindings(
  { turns }: Recording,
  detailOf: (turn: Turn) => string | null,
): readonly FlagFinding[] {
  return turns.flatMap((turn) => {
    const detail = detailOf(turn);
    const length = turn.outputIds.length;
    return detail === null ? [] : [{ detail, tokens: length, turn: turn.index, start: 0, length }];
  });
}
