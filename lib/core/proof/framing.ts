import type { Scaffold } from "@/lib/core/recording/turn";
import type { GraftRefusal } from "./graft-refusal";

/**
 * The tokens between an answer as it was sampled and the next one: what closes the answer, the new messages, and
 * the generation prompt. Positions count from the framing's first id.
 */
export interface Framing {
  readonly type: "framed";
  readonly ids: Int32Array;
  /** The text that the ids spell, taken from the template and not from the ids. */
  readonly text: string;
  /** First position of each new message. */
  readonly messageStarts: Int32Array;
  /** First position of the generation prompt, which is where the next answer's message begins. */
  readonly generationStart: number;
  readonly scaffolds: readonly Scaffold[];
}

export type FramingResult = Framing | GraftRefusal;
