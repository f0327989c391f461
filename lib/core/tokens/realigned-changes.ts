import type { Recording } from "@/lib/core/recording/recording";
import { alignIds } from "./align-ids";

/** What a prompt took the place of: sampled tokens of a turn from a place in its output on. */
export interface RealignedPlace {
  readonly turn: number;
  readonly by_turn: number;
  readonly held_start: number;
  readonly held_length: number;
}

/** 1 for each token that the other side does not have. Of equal tokens only the signal is lost. */
export interface RealignedChanges {
  readonly held: Uint8Array;
  /** As long as what was held, or shorter where the prompt ends before. */
  readonly incoming: Uint8Array;
}

/** Kept by recording, since a range of a sample asks for the changes of the whole realign. */
const known = new WeakMap<Recording, Map<string, RealignedChanges>>();

/**
 * Which tokens a realign changed: what was held and what came in its place, aligned.
 *
 * @example
 * // turn 1 sampled [6, 7, 8], turn 2's prompt holds [6, 9, 8] there
 * realignedChanges(recording, { turn: 1, by_turn: 2, held_start: 0, held_length: 3 }); // held: [0, 1, 0]
 */
export function realignedChanges(recording: Recording, realigned: RealignedPlace): RealignedChanges {
  const { turn, by_turn, held_start, held_length } = realigned;
  const ofRecording = known.get(recording) ?? new Map<string, RealignedChanges>();
  known.set(recording, ofRecording);
  const key = `${turn} ${by_turn} ${held_start} ${held_length}`;
  const made = ofRecording.get(key) ?? changesOf(recording, realigned);
  ofRecording.set(key, made);
  return made;
}

function changesOf(
  recording: Recording,
  { turn, by_turn, held_start, held_length }: RealignedPlace,
): RealignedChanges {
  const output = recording.turns[turn - 1]?.outputIds ?? new Int32Array(0);
  const held = output.subarray(held_start, held_start + held_length);
  const from = recording.prompts.length(turn) + held_start;
  const incoming = recording.prompts.ids(
    by_turn,
    from,
    Math.max(from, Math.min(from + held_length, recording.prompts.length(by_turn))),
  );
  const changes = { held: new Uint8Array(held.length), incoming: new Uint8Array(incoming.length) };
  for (const { equal, a, aLength, b, bLength } of alignIds(held, incoming)) {
    if (equal) continue;
    changes.held.fill(1, a, a + aLength);
    changes.incoming.fill(1, b, b + bLength);
  }
  return changes;
}
