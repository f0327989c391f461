import type { Annotation } from "./annotation";

/** What a session has that annotations can be about. */
export interface AnnotatedSession {
  readonly id: string;
  /** How many tokens a turn sampled; undefined where there is no such turn. */
  readonly sampledOf: (turn: number) => number | undefined;
  readonly turns: number;
  /** Whether a line of it was exported with this digest. */
  readonly hasExported: (digest: string) => boolean;
}

/**
 * Why an annotation is about nothing that is there, in a sentence; null where it is. Leaves and messages are named by a
 * policy's tree: whoever has one looks for them.
 */
export function targetFault(
  { target }: Pick<Annotation, "target">,
  session: AnnotatedSession,
): string | null {
  const { id } = session;
  if (target.on === "sample") {
    const isKnown = session.hasExported(target.digest);
    return isKnown ? null : `No line of session "${id}" was exported with this digest.`;
  }
  if (target.on !== "turn" && target.on !== "range") return null;
  const length = session.sampledOf(target.turn);
  if (length === undefined) return `Session "${id}" has no turn ${target.turn}; it has ${session.turns}.`;
  if (target.on === "turn" || target.start + target.length <= length) return null;
  return (
    `Turn ${target.turn} of session "${id}" sampled ${length} tokens; ` +
    `${target.start} to ${target.start + target.length} go past them.`
  );
}
