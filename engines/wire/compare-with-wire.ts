import type { RecordedCall } from "@/engines/recorded-session";
import { isGenerationOf } from "./generation-of";
import { wireGeneration } from "./wire-generation";
import type { Exchange } from "./wire-tap";

/** What differs between recorded calls and the generations on the wire; each call must have one of its own. */
export function wireDifferences(
  calls: readonly RecordedCall[],
  exchanges: readonly Exchange[],
): readonly string[] {
  const left = exchanges.flatMap((exchange) => wireGeneration(exchange) ?? []);
  return calls.flatMap((call) => {
    const place = `${call.session}, turn ${call.turn.index}`;
    const at = left.findIndex((generation) => isGenerationOf(call, generation));
    const [generation] = at < 0 ? [] : left.splice(at, 1);
    if (generation === undefined) return [`${place}: no generation on the wire has its ids and log-probs`];
    const { turn } = call;
    return [
      ...(generation.promptTold ? [] : [`${place}: the engine did not tell the prompt that it saw`]),
      ...(turn.refusal === null ? [] : [`${place}: ${turn.refusal}`]),
      ...(turn.weightVersion === generation.weightVersion || generation.weightVersion === null
        ? []
        : [`${place}: weight version ${turn.weightVersion}, on the wire ${generation.weightVersion}`]),
    ];
  });
}
