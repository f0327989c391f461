import { engineState } from "@/lib/api/engine-state";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { ServedModel } from "@/lib/recorder/models/served-model";
import type { Recorder } from "@/lib/recorder/recorder";

/** A served model and how its engine says it is, as the API tells it. Asks the engine; never rejects. */
export async function engineFacts(
  served: ServedModel,
  recorder: Pick<Recorder, "standing">,
): Promise<JsonObject> {
  const { name, from, engine, tokenizer, model, adapter, trains, isDraining } = served;
  const {
    ok,
    detail,
    failures = null,
    paused = null,
    addresses = null,
  } = await engineState(served, recorder.standing(name));
  return {
    model: name,
    from,
    engine: engine.name,
    urls: engine.url.split(", "),
    tokenizer,
    family: model.family,
    lora_path: adapter,
    trains,
    state: isDraining ? "draining" : "serving",
    ok,
    detail,
    paused: paused && { ...paused },
    failures: failures && { ...failures },
    addresses: addresses?.map((address) => ({ ...address })) ?? null,
  };
}
