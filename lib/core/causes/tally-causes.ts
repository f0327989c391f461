import type { Recording } from "@/lib/core/recording/recording";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import { forkCauses } from "./fork-causes";

/** One thing that happened in a session, by kind and cause, and how many tokens it concerns. */
export interface CausedEvent<Subject extends string> {
  readonly subject: Subject;
  readonly cause: string;
  readonly tokens: number;
}

/**
 * How often each happened by one cause, and the tokens together, in order of first appearance.
 *
 * @example
 * tallyCauses([{ subject: "fork", cause: "retry", tokens: 3 }, { subject: "fork", cause: "retry", tokens: 4 }]);
 * // [{ subject: "fork", cause: "retry", count: 2, tokens: 7 }]
 */
export function tallyCauses<Subject extends string>(
  events: Iterable<CausedEvent<Subject>>,
): (CausedEvent<Subject> & { readonly count: number })[] {
  const tallies = new Map<string, CausedEvent<Subject> & { readonly count: number }>();
  for (const { subject, cause, tokens } of events) {
    const key = `${subject}\n${cause}`;
    const known = tallies.get(key);
    tallies.set(key, {
      subject,
      cause,
      count: (known?.count ?? 0) + 1,
      tokens: (known?.tokens ?? 0) + tokens,
    });
  }
  return [...tallies.values()];
}

/** Each fork of a linearised recording, with the sampled tokens of the turn that was left. */
export function forkEvents(recording: Recording, result: LineariseResult): CausedEvent<"fork">[] {
  return forkCauses(recording, result).map(({ cause, leftTurn }) => {
    return { subject: "fork", cause, tokens: recording.turns[leftTurn - 1]?.outputIds.length ?? 0 };
  });
}
