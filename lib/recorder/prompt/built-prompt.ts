import type { GraftRefusal } from "@/lib/core/proof/graft-refusal";
import type { AcceptedRewrite, PromptBuild, Scaffold } from "@/lib/core/recording/turn";

/** A prompt in tokens, and how it came to be. */
export interface BuiltPrompt {
  readonly ids: Int32Array;
  /** First position of each message of the call; empty when unknown. */
  readonly messageStarts: Int32Array;
  /** First position of the generation prompt, where the answer's message begins. */
  readonly generationStart: number;
  readonly build: PromptBuild;
  readonly scaffolds: readonly Scaffold[];
  /** What stands otherwise in the prompt than in the call, because the template refuses it as it is. */
  readonly rewrites: readonly AcceptedRewrite[];
  /** The turn whose ids the prompt extends; null when it was rendered. */
  readonly anchor: number | null;
  /** How many of its first tokens have their experts recorded with the turns before. */
  readonly expertsHeld: number;
  /** Why it was not grafted although there was a turn to graft on; null otherwise. */
  readonly refusal: GraftRefusal | null;
}
