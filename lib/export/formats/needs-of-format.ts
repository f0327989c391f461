import type { Reward } from "@/lib/core/samples/sample";
import type { ExportInput } from "@/lib/export/export-input";
import { floatText } from "@/lib/export/lines/float-text";
import { RawJson } from "@/lib/export/lines/write-line";
import { UnfitSessionError } from "@/lib/export/unfit-session-error";

/** The first turn that trains without log-probs, from 1; null when all have them. */
export function turnWithoutLogProbs({ result, recording }: ExportInput): number | null {
  for (const sample of result.samples) {
    for (const span of sample.spans) {
      if (span.state !== "trained") continue;
      if (recording.turns[span.turn - 1]?.outputLogProbs === null) return span.turn;
    }
  }
  return null;
}

/**
 * For formats whose trainers compute with log-probs. Throws `UnfitSessionError` when a turn trains without them: zeros
 * would be taken for certainty.
 */
export function needLogProbs(format: string, input: ExportInput): void {
  const turn = turnWithoutLogProbs(input);
  if (turn === null) return;
  throw new UnfitSessionError(
    `The format "${format}" needs log-probs, and turn ${turn} of session "${input.session.id}" has none. ` +
      'The policy "strict" (or require_log_probs=true) leaves such turns out; the formats "slime", "verl" and "skyrl" take them.',
  );
}

/** For formats that hold one number: throws `UnfitSessionError` when a sample's reward has several names. */
export function needScalarRewards(format: string, input: ExportInput): void {
  for (const { reward } of input.result.samples) {
    if (typeof reward !== "object" || reward === null) continue;
    throw new UnfitSessionError(
      `The format "${format}" takes one number as reward, and session "${input.session.id}" has ${Object.keys(reward).join(", ")}. ` +
        "Give reward=NUMBER, or use the format slime.",
    );
  }
}

/** For trainers that take a missing reward for an error: throws `UnfitSessionError` when a sample has none. */
export function needRewards(format: string, input: ExportInput): void {
  needScalarRewards(format, input);
  if (input.result.samples.every(({ reward }) => reward !== null)) return;
  throw new UnfitSessionError(
    `The format "${format}" needs rewards, and session "${input.session.id}" has none. ` +
      "Leave it out (with the filter -reward:none), or give reward=NUMBER.",
  );
}

/** For trainers that make no advantages of rewards: throws `UnfitSessionError` when the session has none. */
export function needAdvantage(format: string, { session, advantage }: ExportInput): number {
  if (advantage !== null) return advantage;
  const missing =
    session.group_index === null
      ? "is in no group"
      : "has no reward of its own to compare with those of its group";
  throw new UnfitSessionError(
    `The format "${format}" needs an advantage, and session "${session.id}" ${missing}. ` +
      "Give advantage=NUMBER (1 where every sample counts alike), or use the format slime.",
  );
}

/** A number as a float; null for no reward, and for one of several names, which `needScalarRewards` refuses. */
export function floatOf(reward: Reward): RawJson | null {
  return typeof reward === "number" ? new RawJson(floatText(reward)) : null;
}
