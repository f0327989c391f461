import type { Engine, GenerateRequest, GenerationEvent, Sampling } from "@/lib/engine/engine";

/** Draws freely, at temperature 1. */
export const FREE_SAMPLING: Sampling = {
  maxNewTokens: 4096,
  temperature: 1,
  topP: 1,
  topK: -1,
  minP: 0,
  frequencyPenalty: 0,
  presencePenalty: 0,
  repetitionPenalty: 1,
  seed: null,
};

let requests = 0;

export interface GenerateOnceOptions {
  readonly promptIds?: readonly number[];
  readonly stream?: boolean;
  readonly maxNewTokens?: number;
  readonly signal?: AbortSignal;
  /** Called with the generation, also when the signal's reason is thrown after it. */
  readonly onGeneration?: (generation: GenerationEvent) => void;
  /** Called with the ids that have been reported so far. */
  readonly onTokens?: (ids: readonly number[]) => void;
}

/** A whole request with the defaults that the recorder sends. */
export function generateRequest(options: GenerateOnceOptions = {}): GenerateRequest {
  return {
    requestId: `test-${String(++requests).padStart(12, "0")}`,
    promptIds: Int32Array.from(
      options.promptIds ?? [151644, 872, 198, 9707, 151645, 198, 151644, 77091, 198],
    ),
    sampling: { ...FREE_SAMPLING, maxNewTokens: options.maxNewTokens ?? FREE_SAMPLING.maxNewTokens },
    stopTokenIds: [151645, 151643],
    routingKey: "test-session",
    stream: options.stream,
    signal: options.signal ?? new AbortController().signal,
  };
}

/** Runs one generation to its end. `streamed` holds the ids that were reported on the way. */
export async function generateOnce(
  engine: Engine,
  options: GenerateOnceOptions = {},
): Promise<{ readonly generation: GenerationEvent; readonly streamed: readonly number[] }> {
  const streamed: number[] = [];
  let generation: GenerationEvent | null = null;
  for await (const event of engine.generate(generateRequest(options))) {
    if (event.type === "tokens") {
      streamed.push(...event.ids);
      options.onTokens?.(streamed);
    } else {
      generation = event;
      options.onGeneration?.(event);
    }
  }
  if (generation === null) throw new Error("The engine yielded no generation.");
  return { generation, streamed };
}
