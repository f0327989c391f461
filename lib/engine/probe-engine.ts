import { errorMessage } from "@/lib/core/base/error-message";
import type { Engine, EngineProbe, GenerateRequest, GenerationEvent } from "./engine";

/** Prompt tokens that a probe sends: some, so that a cut or an added one shows. */
const PROMPT_TOKENS = 16;

/** A probe samples one token, and a few more should the engine not take the hint. */
const OUTPUT_TOKENS = 4;

/** How long a probe may take, in ms. */
const PATIENCE = 10_000;

/**
 * Asks an engine for one short generation that should end at once on a stop token. Looks whether the stop token's id
 * is returned, whether it has a log-prob, and how many prompt tokens were counted. Never throws.
 */
export async function probeEngine(engine: Engine, first: GenerateRequest): Promise<EngineProbe> {
  const stop = first.stopTokenIds[0];
  const request: GenerateRequest = {
    ...first,
    requestId: `probe${first.requestId.slice("probe".length)}`,
    promptIds: first.promptIds.slice(0, PROMPT_TOKENS),
    sampling: { ...first.sampling, maxNewTokens: OUTPUT_TOKENS, minNewTokens: 0, ignoreEos: false },
    grammar: null,
    topLogProbs: 0,
    stream: false,
    ...(stop !== undefined && { favouredId: stop }),
    signal: AbortSignal.timeout(PATIENCE),
  };
  try {
    for await (const event of engine.generate(request)) {
      if (event.type === "generation") return judge(event, request);
    }
    return { ok: false, detail: "The engine gave no answer to a probe." };
  } catch (error) {
    const words = errorMessage(error);
    return { ok: false, detail: `A probe of the engine failed: ${words}` };
  }
}

function judge(generation: GenerationEvent, request: GenerateRequest): EngineProbe {
  const { outputIds, logProbs, promptTokens, finishReason } = generation;
  const last = outputIds.at(-1);
  const faults = [
    ...(finishReason === "stop" && last !== request.favouredId
      ? ["does not return the stop token's id"]
      : []),
    ...(logProbs === null ? ["gives no log-probs that belong to the sampled ids"] : []),
    ...(promptTokens !== null && promptTokens !== request.promptIds.length
      ? [`counts ${promptTokens} prompt tokens where ${request.promptIds.length} were sent`]
      : []),
    ...(generation.promptIdsAgree === false ? ["echoes other prompt ids than were sent"] : []),
  ];
  if (faults.length > 0) return { ok: false, detail: `The engine ${faults.join(", ")}.` };
  const stops = finishReason === "stop" ? "returns the stop token's id" : "did not stop where it was made to";
  const counts =
    promptTokens === null ? "does not count prompt tokens" : "counts prompt tokens as they were sent";
  return { ok: true, detail: `The engine ${stops}, gives the sampled ids' log-probs and ${counts}.` };
}
