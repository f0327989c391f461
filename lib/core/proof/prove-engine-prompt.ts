import { commonPrefixLength } from "@/lib/core/base/common-prefix-length";
import { refuseGraft } from "./graft-refusal";
import { PROVEN, type Proof } from "./proof";

/** The engine's own word for the prompt; null where it does not say. */
export interface EnginePrompt {
  readonly promptTokens: number | null;
  readonly promptIds: Int32Array | null;
}

/** Proves that the engine saw the prompt that was sent, by the ids it echoes or, failing that, by its count. */
export function proveEnginePrompt(sent: Int32Array, engine: EnginePrompt): Proof {
  const { promptIds, promptTokens } = engine;
  if (promptTokens !== null && promptTokens !== sent.length) {
    return refuseGraft(
      "engine_disagrees",
      `The engine counted ${promptTokens} prompt tokens of ${sent.length}.`,
    );
  }
  if (promptIds === null) return PROVEN;
  const same = commonPrefixLength(sent, promptIds);
  if (same === sent.length && promptIds.length === sent.length) return PROVEN;
  return refuseGraft("engine_disagrees", `The engine echoed another prompt from position ${same} on.`);
}
