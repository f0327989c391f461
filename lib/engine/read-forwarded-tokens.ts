import { createParser } from "eventsource-parser";
import { z } from "zod";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import { EngineError } from "./engine-error";
import { readVllmChunk, type VllmChunk } from "./vllm/vllm-chunk";

/** The token ids that a forwarded reply holds. */
export interface ForwardedTokens {
  readonly promptIds: Int32Array | null;
  readonly outputIds: Int32Array | null;
  /** In nats, one per output id, unknown ones NaN; null when there is not one per id. */
  readonly logProbs: Float64Array | null;
  readonly logProbCount: number;
  /** Why there are no output ids, for the page to say what to switch on; null when there are. */
  readonly missing: string | null;
}

/** llama-server's own record of a reply, added when asked for with `verbose`. */
const verbose = z.object({ __verbose: z.object({ tokens: z.array(z.int()) }) });

const NO_IDS =
  "The server returns no token ids. vLLM and SGLang do when the request says return_token_ids: true, llama-server when it says verbose and return_tokens.";

/**
 * Reads token ids and log-probs from the bytes of a reply of any OpenAI-compatible route, whole or streamed, where
 * the server returned them. Never throws: a reply without ids, of another kind or cut off has `missing` set.
 */
export function readForwardedTokens(bytes: Uint8Array, contentType: string): ForwardedTokens {
  const documents = readDocuments(new TextDecoder().decode(bytes), contentType);
  const chunks = documents.flatMap((document): VllmChunk[] => {
    try {
      return [readVllmChunk(document)];
    } catch (error) {
      if (error instanceof EngineError) return [];
      throw error;
    }
  });
  const entries = chunks.flatMap((chunk) => chunk.logProbs);
  const counted = chunks.findLast((chunk) => chunk.completionTokens !== null)?.completionTokens ?? null;
  const prompt = chunks.find((chunk) => chunk.promptIds !== null)?.promptIds ?? null;
  const found = outputIds(documents, chunks, entries, counted);
  const whole = found !== null && (counted === null || counted === found.length);
  return {
    promptIds: prompt === null ? null : Int32Array.from(prompt),
    outputIds: whole ? Int32Array.from(found) : null,
    logProbs: whole ? matching(found, entries) : null,
    logProbCount: entries.length,
    missing: whole ? null : found === null ? NO_IDS : lost(found.length, counted),
  };
}

function lost(ids: number, counted: number | null): string {
  return `The server returned ${ids} token ids and counted ${counted}: some were lost on its way.`;
}

function readDocuments(text: string, contentType: string): unknown[] {
  const texts: string[] = [];
  if (contentType.startsWith("text/event-stream")) {
    const parser = createParser({ onEvent: (event) => texts.push(event.data) });
    parser.feed(text);
  } else texts.push(text);
  return texts.flatMap((one) => {
    try {
      return [JSON.parse(one)];
    } catch {
      return [];
    }
  });
}

/** From id fields; else from a record of llama-server; else from log-probs that name every token by its id. */
function outputIds(
  documents: readonly unknown[],
  chunks: readonly VllmChunk[],
  entries: readonly TokenLogProb[],
  counted: number | null,
): readonly number[] | null {
  if (chunks.some((chunk) => chunk.ids !== null)) return chunks.flatMap((chunk) => chunk.ids ?? []);
  for (const document of documents) {
    const recorded = verbose.safeParse(document);
    if (recorded.success) return recorded.data.__verbose.tokens;
  }
  const named = entries.length > 0 && entries.length === counted && entries.every(({ id }) => id >= 0);
  return named ? entries.map(({ id }) => id) : null;
}

function matching(ids: readonly number[], entries: readonly TokenLogProb[]): Float64Array | null {
  if (entries.length !== ids.length) return null;
  if (entries.some(({ id }, i) => id !== -1 && id !== ids[i])) return null;
  return Float64Array.from(entries, ({ logProb }) => logProb);
}
