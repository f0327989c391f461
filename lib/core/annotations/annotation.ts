import type { JsonObject } from "@/lib/core/json/json-value";

/** What an annotation is about. Turns count from 1, positions of a turn's sampled tokens from 0. */
export type AnnotationTarget =
  | { readonly on: "session" }
  | { readonly on: "turn"; readonly turn: number }
  | { readonly on: "range"; readonly turn: number; readonly start: number; readonly length: number }
  /** Named by its node id, or by the index of the turn that made it. */
  | { readonly on: "leaf"; readonly leaf: string }
  /** A message, by its node id. */
  | { readonly on: "node"; readonly node: string }
  /** An exported line, by its digest (64 hexadecimal digits). */
  | { readonly on: "sample"; readonly digest: string };

/** The `k` likeliest tokens at each position of a range, position by position. Log-probs are in nats. */
export interface TopTokens {
  readonly k: number;
  /** `length * k` token ids. */
  readonly ids: Int32Array;
  /** As many log-probs. */
  readonly logProbs: Float64Array;
}

export type AnnotationValue =
  | { readonly form: "number"; readonly number: number }
  /** A word (of a closed or an open list) or a text, as its kind says. */
  | { readonly form: "text"; readonly text: string }
  /** One 64-bit float for each token of the range. Log-probs are in nats. */
  | { readonly form: "column"; readonly column: Float64Array }
  | { readonly form: "table"; readonly table: TopTokens }
  /** Several fields: an attachment, a training step, a reward of several names. */
  | { readonly form: "object"; readonly object: JsonObject }
  /** Takes back what stood there: a reward, a label, a comment, a score or a file that is none any more. */
  | { readonly form: "none" };

/**
 * What somebody found out about a recording after it was made. Annotations are appended, and never change a fact or
 * each other. Of one producer, kind and target the newest counts (`foldAnnotations`).
 */
export interface Annotation {
  /** Who says it: the name of a trainer, a judge, a person. */
  readonly producer: string;
  /** One of `ANNOTATION_KINDS`, or `score:` and a name. */
  readonly kind: string;
  readonly target: AnnotationTarget;
  readonly value: AnnotationValue;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of a reward: which of the session's rewards it makes, from 0 for those that it was finished with. */
  readonly rewardRevision: number | null;
}
