import type { Recording } from "@/lib/core/recording/recording";
import type { SampleSpan } from "@/lib/core/samples/sample";

/** A node of a path, as far as its place in a sequence depends on it. */
export interface SequenceStep {
  readonly turn: number | null;
}

/**
 * Where each message of a path begins in the sequence (prompt, then output) of the path's last turn.
 *
 * A sampled message begins at its first sampled token, when the spans know it. So the opener of the answer
 * (`<|im_start|>assistant`) counts to the message before it, as it did when the engine was asked. Where the starts of
 * messages are not recorded, all tokens between two answers count to the first message of the gap.
 *
 * @returns one start per step, ascending, in tokens.
 *
 * @example
 * // prompt: system 0..9, user 10..19, opener 20..22; output 23..30
 * sequenceStarts(recording, 1, [system, user, assistant], []); // [0, 10, 23]
 */
export function sequenceStarts(
  recording: Recording,
  turnIndex: number,
  path: readonly SequenceStep[],
  spans: readonly SampleSpan[],
): readonly number[] {
  const turn = recording.turns[turnIndex - 1];
  const known = turn && turn.messageStarts.length === path.length - 1 ? turn.messageStarts : null;
  const promptLength = recording.prompts.length(turnIndex);
  const sampledStarts = firstStarts(spans);
  const starts: number[] = [];
  let floor = 0;
  path.forEach((step, at) => {
    const sampled = step.turn === null ? undefined : sampledStarts.get(step.turn);
    const last = at === path.length - 1;
    const start = last ? promptLength : (sampled ?? known?.[at] ?? (at === 0 ? 0 : endOfPrevious(path, at)));
    floor = at === 0 ? 0 : Math.max(floor, Math.min(start, promptLength));
    starts.push(floor);
  });
  return starts;

  function endOfPrevious(steps: readonly SequenceStep[], at: number): number {
    const before = steps[at - 1]?.turn;
    if (before === null || before === undefined) return promptLengthBefore(steps, at);
    const held = recording.turns[before - 1];
    return (starts[at - 1] ?? 0) + (held?.outputIds.length ?? 0);
  }

  function promptLengthBefore(steps: readonly SequenceStep[], at: number): number {
    for (let next = at; next < steps.length; next++) {
      const turnAhead = steps[next]?.turn;
      if (turnAhead !== null && turnAhead !== undefined) {
        return next === steps.length - 1 ? promptLength : (sampledStarts.get(turnAhead) ?? promptLength);
      }
    }
    return promptLength;
  }
}

/** The first position of each turn's sampled tokens, realigned ones included. */
function firstStarts(spans: readonly SampleSpan[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  for (const span of spans) {
    if (span.state === "context" || span.state === "scaffold") continue;
    const turn = span.state === "realigned" ? span.heldTurn : span.turn;
    if (!starts.has(turn)) starts.set(turn, span.start);
  }
  return starts;
}
