import type { Turn } from "@/lib/core/recording/turn";
import type { Sample } from "@/lib/core/samples/sample";
import type { ExportInput } from "@/lib/export/export-input";
import { UnfitSessionError } from "@/lib/export/unfit-session-error";

/**
 * What a trainer must divide the logits of a turn by to find its log-probs again: the temperature, or 1 where the
 * engine's log-probs are those of the logits themselves, where it was greedy, and where none was recorded.
 */
function divisorOf(turn: Turn | undefined): number {
  if (turn === undefined || turn.logProbSemantics === "raw") return 1;
  return turn.sampling?.temperature || 1;
}

function divisorsOf({ spans }: Sample, { recording }: Pick<ExportInput, "recording">): readonly number[] {
  const turns = spans.flatMap((span) => (span.state === "trained" ? [span.turn] : []));
  return [...new Set(turns.map((turn) => divisorOf(recording.turns[turn - 1])))];
}

/** What the logits of a sample are divided by, for trainers that divide all of its rows alike. */
export function scaledBy(sample: Sample, input: Pick<ExportInput, "recording">): number {
  return divisorsOf(sample, input)[0] ?? 1;
}

/** Throws `UnfitSessionError` when a sample trains tokens that were sampled at several temperatures. */
export function needOneTemperature(format: string, input: ExportInput): void {
  for (const sample of input.result.samples) {
    const divisors = divisorsOf(sample, input);
    if (divisors.length < 2) continue;
    throw new UnfitSessionError(
      `The format "${format}" takes one temperature a sample, and sample ${sample.index} of session ` +
        `"${input.session.id}" trains tokens sampled at ${divisors.join(" and ")}. ` +
        'The formats "slime", "tinker" and "trl" leave the temperature to the trainer.',
    );
  }
}
