import {
  asArray,
  asBoolean,
  asChoice,
  asCount,
  asNumber,
  asObject,
  asString,
  asTokenIds,
  FieldError,
} from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import { KEEP_ALL } from "@/lib/core/message/message-reading";
import { readChatMessage } from "@/lib/core/message/read-chat-message";
import { promptsFromArrays } from "@/lib/core/recording/prompts-from-arrays";
import type { Recording } from "@/lib/core/recording/recording";
import type { FinishReason, Turn } from "@/lib/core/recording/turn";
import { NO_TURN_FACTS } from "@/lib/core/recording/turn-facts";

/** One session in the shape of the conformance vectors: turns with whole prompts, and the policy's settings. */
export interface ConformanceSession {
  readonly name: string;
  readonly reward: number | null;
  /** Settings that the file gives; absent ones are the policy's own. */
  readonly settings: { readonly fork_threshold_tokens?: number; readonly max_sample_tokens?: number };
  readonly recording: Recording;
  /** Each message as the file spells it, by its canonical form. */
  readonly spellings: ReadonlyMap<Message, JsonValue>;
  /** What the vectors say the tree and the samples are; absent in sessions that are no vectors. */
  readonly expected: JsonValue | undefined;
}

const FINISH_REASONS = [
  "stop",
  "length",
  "tool_calls",
  "abort",
  "error",
] as const satisfies readonly FinishReason[];

/**
 * Reads a session in the conformance shape. Throws `FieldError` naming the first field that does not fit.
 *
 * @example
 * readConformanceSession(parseJson(line)).recording.turns.length;
 */
export function readConformanceSession(value: JsonValue): ConformanceSession {
  const fields = asObject(value, "");
  const spellings = new Map<Message, JsonValue>();
  const read = asArray(fields.turns, "turns").map((turn, at) => readTurn(turn, at, spellings));
  return {
    name: asString(fields.name, "name"),
    reward: fields.reward === undefined || fields.reward === null ? null : asNumber(fields.reward, "reward"),
    settings: {
      ...countSetting(fields, "fork_threshold_tokens"),
      ...countSetting(fields, "max_sample_tokens"),
    },
    recording: {
      turns: read.map(({ turn }) => turn),
      prompts: promptsFromArrays(
        read.map(({ promptIds, turn }) => ({ promptIds, outputIds: turn.outputIds })),
      ),
    },
    spellings,
    expected: fields.expected,
  };
}

function countSetting<K extends string>(
  fields: JsonObject,
  name: K,
): { readonly [key in K]?: number } | undefined {
  return fields[name] === undefined ? undefined : record(name, asCount(fields[name], name));
}

function record<K extends string>(name: K, value: number): { readonly [key in K]?: number } {
  const entry: { [key in K]?: number } = {};
  entry[name] = value;
  return entry;
}

function readTurn(
  value: JsonValue,
  at: number,
  spellings: Map<Message, JsonValue>,
): { readonly turn: Turn; readonly promptIds: Int32Array } {
  const path = `turns[${at}]`;
  const fields = asObject(value, path);
  const readMessage = (spelled: JsonValue | undefined, where: string) => {
    const message = readChatMessage(spelled, where, KEEP_ALL);
    spellings.set(message, spelled ?? null);
    return message;
  };
  const prompt = asArray(fields.prompt_messages, `${path}.prompt_messages`);
  const answer = fields.response_message ?? null;
  const outputIds = asTokenIds(fields.output_ids, `${path}.output_ids`);
  return {
    promptIds: asTokenIds(fields.prompt_ids, `${path}.prompt_ids`),
    turn: {
      ...UNKNOWN_FACTS,
      index: at + 1,
      promptMessages: prompt.map((message, i) => readMessage(message, `${path}.prompt_messages[${i}]`)),
      responseMessage: answer === null ? null : readMessage(answer, `${path}.response_message`),
      outputIds,
      outputLogProbs: readLogProbs(fields.output_log_probs, outputIds.length, `${path}.output_log_probs`),
      finishReason: asChoice(fields.finish_reason, FINISH_REASONS, `${path}.finish_reason`),
      illFormed: readIllFormed(fields.ill_formed, `${path}.ill_formed`) ? "marked ill-formed" : null,
    },
  };
}

function readIllFormed(value: JsonValue | undefined, path: string): boolean {
  return value !== undefined && asBoolean(value, path);
}

function readLogProbs(value: JsonValue | undefined, outputLength: number, path: string): Float64Array | null {
  const items = value === undefined || value === null ? [] : asArray(value, path);
  if (items.length === 0) return null;
  if (items.length !== outputLength) {
    throw new FieldError(
      path,
      `empty or as long as output_ids, which has ${outputLength} (it has ${items.length})`,
    );
  }
  return Float64Array.from(items, (item, at) => asNumber(item, `${path}[${at}]`));
}

/** What the conformance shape does not say of a turn. */
const UNKNOWN_FACTS = {
  matchedStop: null,
  delivery: "delivered",
  deliveries: 1,
  auxiliary: "none",
  amendment: null,
  retryOf: null,
  promptBuild: "engine",
  refusal: null,
  scaffolds: [],
  acceptedRewrites: [],
  headerDigest: "",
  messageStarts: new Int32Array(),
  weightVersion: null,
  logProbSemantics: "unknown",
  subAgent: null,
  ...NO_TURN_FACTS,
} as const satisfies Partial<Turn>;
