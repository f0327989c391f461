import type { Sampling } from "@/lib/engine/engine";
import type { AnswerLimits } from "@/lib/recorder/prompt/answer-limits";
import type { BuiltPrompt } from "@/lib/recorder/prompt/built-prompt";
import type { Routed } from "./route-call";

/** A call whose prompt is built: the input of generating, recording and delivering. */
export interface Job extends Routed {
  readonly prompt: BuiltPrompt;
  readonly sampling: Sampling;
  readonly limits: AnswerLimits;
  /** Milliseconds from receipt until the prompt was built. */
  readonly promptMs: number;
}
