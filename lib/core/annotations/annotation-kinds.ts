import type { AnnotationTarget, AnnotationValue } from "./annotation";

/** What a value is in words, for refusals. */
type Form = AnnotationValue["form"];

/** What annotations of a kind may be about, and what they may say. */
export interface AnnotationKind {
  readonly targets: readonly AnnotationTarget["on"][];
  readonly forms: readonly Form[];
  /** Whether a number may be -Infinity: the log-prob of what cannot be said. */
  readonly isLogProb?: boolean;
}

const ANYWHERE = ["session", "turn", "range", "leaf", "node", "sample"] as const;

/** The kinds, but for scores, whose names are open. */
export const ANNOTATION_KINDS: Readonly<Record<string, AnnotationKind>> = {
  trainer_logprob: { targets: ["range"], forms: ["column"], isLogProb: true },
  reference_logprob: { targets: ["range"], forms: ["column"], isLogProb: true },
  teacher_logprob: { targets: ["range"], forms: ["column", "table"], isLogProb: true },
  entropy: { targets: ["range"], forms: ["column"] },
  advantage: { targets: ["range", "turn", "leaf", "sample", "session"], forms: ["column", "number"] },
  policy_mask: { targets: ["range"], forms: ["column"] },
  label: { targets: ANYWHERE, forms: ["text", "none"] },
  comment: { targets: ANYWHERE, forms: ["text", "none"] },
  outcome: { targets: ["session"], forms: ["text"] },
  attachment: { targets: ["session", "turn"], forms: ["object", "none"] },
  reward: { targets: ["session", "leaf", "turn"], forms: ["number", "object", "none"] },
  consumed: { targets: ["sample"], forms: ["object"] },
};

const SCORE: AnnotationKind = { targets: ANYWHERE, forms: ["number", "none"] };

/** A score's name: a letter, then letters, digits, `_`, `.` and `-`. */
const SCORE_KIND = /^score:[A-Za-z][\w.-]{0,99}$/;

/** What is accepted as a kind, in words. */
export const ACCEPTED_KINDS = `one of ${Object.keys(ANNOTATION_KINDS).join(", ")}, or score: and a name`;

/**
 * What a kind may be about and say; null when there is no such kind.
 *
 * @example
 * annotationKind("score:judge")?.forms; // ["number", "none"]
 */
export function annotationKind(kind: string): AnnotationKind | null {
  if (SCORE_KIND.test(kind)) return SCORE;
  return Object.hasOwn(ANNOTATION_KINDS, kind) ? (ANNOTATION_KINDS[kind] ?? null) : null;
}
