import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { listOf } from "@/lib/core/json/list-of";
import { objectOf } from "@/lib/core/json/object-of";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import { areSame, firstChoice, toldOutputIds, toldPromptIds } from "./forwarded-ids";
import { toldLogProbs } from "./forwarded-log-probs";
import { readForwardedDocuments } from "./read-forwarded-documents";

/** The token ids that a forwarded reply holds. That they are all of it is proven elsewhere. */
export interface ForwardedTokens {
  readonly promptIds: Int32Array | null;
  readonly outputIds: Int32Array | null;
  /** Whether the reply tells ids in several places, and not the same. */
  readonly contradicts: boolean;
  /** In nats, one per output id, unknown ones NaN; null when there is not one per id. */
  readonly logProbs: Float64Array | null;
  readonly logProbCount: number;
  /** The weights that sampled it; null when the server names none, or several. */
  readonly weightVersion: string | null;
  /** Spans of weights as the server names them, where it names several. */
  readonly weightVersions: readonly JsonValue[];
  /** Why ids are missing, for the page to say what to switch on; null when both are there. */
  readonly missing: string | null;
}

const NO_IDS =
  "The server returns no token ids. vLLM does when the request says return_token_ids: true, SGLang when it says return_output_ids_in_sglext and return_input_ids_in_sglext, llama-server when it says verbose and return_tokens.";

const NO_PROMPT_IDS =
  "The server returns the ids of its answer and none of the prompt, after which they were sampled. vLLM does when the request says return_token_ids: true, SGLang when it says return_input_ids_in_sglext.";

/**
 * Reads token ids and log-probs from the bytes of a reply of any OpenAI-compatible route, whole or streamed, wherever
 * the server put them. Never throws: a reply without ids, of another kind or cut off has `missing` set.
 */
export function readForwardedTokens(bytes: Uint8Array, contentType: string): ForwardedTokens {
  const documents = readForwardedDocuments(bytes, contentType);
  const entries = toldLogProbs(documents);
  const prompts = toldPromptIds(documents);
  const outputs = toldOutputIds(documents);
  const promptIds = prompts[0] ?? null;
  const outputIds = outputs[0] ?? namedIds(entries);
  return {
    promptIds,
    outputIds,
    contradicts: !areSame(prompts) || !areSame(outputs),
    logProbs: outputIds === null ? null : matching(outputIds, entries),
    logProbCount: entries.length,
    ...weights(documents),
    missing: outputIds === null ? NO_IDS : promptIds === null ? NO_PROMPT_IDS : null,
  };
}

/** The ids of log-probs that name every token by its id. */
function namedIds(entries: readonly TokenLogProb[]): Int32Array | null {
  const named = entries.length > 0 && entries.every(({ id }) => id >= 0);
  return named ? Int32Array.from(entries, ({ id }) => id) : null;
}

function matching(ids: Int32Array, entries: readonly TokenLogProb[]): Float64Array | null {
  if (entries.length !== ids.length) return null;
  if (entries.some(({ id }, at) => id !== -1 && id !== ids[at])) return null;
  return Float64Array.from(entries, ({ logProb }) => logProb);
}

/** What the last document says of the weights: of its choice, of the reply, or in its metadata. */
function weights(
  documents: readonly JsonObject[],
): Pick<ForwardedTokens, "weightVersion" | "weightVersions"> {
  const places = documents.flatMap((document) => [
    firstChoice(document) ?? {},
    document,
    objectOf(document.metadata),
  ]);
  const spans = listOf(places.findLast((place) => listOf(place.weight_versions).length > 0)?.weight_versions);
  const named = places.findLast((place) => isName(place.weight_version))?.weight_version;
  const versions = new Set(spans.map((span) => objectOf(span).version ?? span).map(String));
  const [only] = versions;
  if (versions.size > 1) return { weightVersion: null, weightVersions: spans };
  return { weightVersion: only ?? (isName(named) ? String(named) : null), weightVersions: [] };
}

function isName(value: JsonValue | undefined): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
