import type { JsonObject } from "@/lib/core/json/json-value";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";

export interface ScriptedCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

/**
 * What the model says at one step. `MARK` in any of its strings becomes the step's mark, by which the next prompt
 * shows how far the story has come; every step must have one.
 */
export interface ScriptedStep {
  readonly reasoning?: string;
  readonly text?: string;
  readonly calls?: readonly ScriptedCall[];
  /** What goes wrong at the engine the first time that this step is asked for. */
  readonly faultOnce?: SimAnswerInput["fault"];
  /** The client is stopped while this answer is on its way to it. */
  readonly isLeft?: boolean;
}

/** A step that depends on what stands in the prompt, such as the id of a sub-agent that the client chose. */
export type StepWriter = ScriptedStep | ((prompt: string) => ScriptedStep);

/** The model's part in a run. */
export interface ClientScript {
  readonly main: readonly StepWriter[];
  readonly subAgent: readonly StepWriter[];
}
