import { asArray, asCount, asNumber, asObject, asTokenIds, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import type { Message } from "@/lib/core/message/message";
import { KEEP_ALL } from "@/lib/core/message/message-reading";
import { readChatMessage } from "@/lib/core/message/read-chat-message";
import type { FinishReason } from "@/lib/core/recording/turn";
import { contentId } from "@/lib/store/rows/content-id";
import type { SessionImport, TurnInput } from "@/lib/store/store";
import { importedSession } from "./imported-session";
import { importedTurn } from "./imported-turn";
import { asBit, trainedStretches } from "./trained-stretches";
import { unproven } from "./unproven";

/** The columns of a sample that say where the model sampled. */
interface SlimeTokens {
  readonly tokens: Int32Array;
  /** First position of the response region. */
  readonly start: number;
  readonly mask: readonly boolean[];
  readonly logProbs: Float64Array | null;
}

/**
 * A finished sample in slime's form, to look at: each stretch of the response that trains becomes a turn, whose
 * prompt is all before it. The sample has no messages but its prompt and its text, so the tree tells no more than
 * that. Throws `FieldError`.
 */
export function importSlime(line: JsonObject): SessionImport {
  const sample = readTokens(line);
  const response = typeof line.response === "string" ? line.response : "";
  return {
    session: {
      ...importedSession(contentId("slime", line)),
      group_index: countOrNull(line.group_index, "group_index"),
      index: countOrNull(line.index, "index"),
      rollout_id:
        typeof line.rollout_id === "string" || typeof line.rollout_id === "number" ? line.rollout_id : null,
      label: line.label ?? null,
      prompt: line.prompt ?? null,
      reward: rewardOf(line.reward),
      metadata: { ...keptOf(line), ...asObject(line.metadata ?? {}, "metadata") },
    },
    turns: turnsOf(sample, line, response),
  };
}

const UNPROVEN = [
  "Its messages are the prompt and one text: the tree is one line.",
  "Nothing shows that an engine sampled the tokens that the mask trains.",
];

/**
 * What no turn can hold: weights that no answer can be given, since there are more or fewer of them; and what the line
 * cannot prove. slime's records and those of miles are of one form.
 */
function keptOf({ weight_versions: weights = null }: JsonObject): JsonObject {
  const kept: JsonObject = listOf(weights).length > 1 ? { weight_versions: weights } : {};
  return { ...kept, ...unproven("slime", UNPROVEN) };
}

function readTokens(line: JsonObject): SlimeTokens {
  const tokens = asTokenIds(line.tokens, "tokens");
  const length = asCount(line.response_length, "response_length");
  if (length > tokens.length)
    throw new FieldError("response_length", `at most ${tokens.length}, the number of tokens`);
  const column = <T>(name: string, read: (item: JsonValue, path: string) => T) => {
    const value = line[name];
    if (value === undefined || value === null) return null;
    const items = asArray(value, name).map((item, i) => read(item, `${name}[${i}]`));
    if (items.length !== length) throw new FieldError(name, `${length} long, as response_length says`);
    return items;
  };
  const mask = column("loss_mask", asBit) ?? Array.from({ length }, () => true);
  const logProbs = column("rollout_log_probs", asNumber);
  return { tokens, start: tokens.length - length, mask, logProbs: logProbs && Float64Array.from(logProbs) };
}

/** How the last answer ended; that of the others was a call or a stop. */
function endOf(status: JsonValue | undefined): FinishReason | undefined {
  switch (status) {
    case "truncated":
      return "length";
    case "aborted":
      return "abort";
    case "failed":
      return "error";
    default:
      return undefined;
  }
}

/** The weights of each of so many answers, where the sample's list has one for each, or one for all. */
function weightsOf(value: JsonValue | undefined, turns: number): readonly (string | null)[] {
  const named = listOf(value).map(String);
  const [only] = named;
  if (named.length === turns) return named;
  const isOne = only !== undefined && named.every((version) => version === only);
  return Array.from({ length: turns }, () => (isOne ? only : null));
}

function turnsOf(sample: SlimeTokens, line: JsonObject, response: string): TurnInput[] {
  const turns: TurnInput[] = [];
  const messages = promptMessages(line.prompt ?? "");
  const runs = trainedStretches(sample.mask);
  const weights = weightsOf(line.weight_versions, runs.length);
  const end = endOf(line.status);
  for (const [at, [from, to]] of runs.entries()) {
    // The text is of the whole response. Where that is in pieces, the text of each is unknown.
    const whole = from === 0 && to === sample.mask.length;
    const responseMessage: Message = { role: "assistant", content: whole ? response : "" };
    turns.push(
      importedTurn({
        promptMessages: [...messages],
        responseMessage,
        promptIds: sample.tokens.subarray(0, sample.start + from),
        outputIds: sample.tokens.subarray(sample.start + from, sample.start + to),
        outputLogProbs: sample.logProbs?.subarray(from, to) ?? null,
        weightVersion: weights[at] ?? null,
        ...(end !== undefined && at === runs.length - 1 ? { finishReason: end } : {}),
      }),
    );
    messages.push(responseMessage, { role: "tool", content: "" });
  }
  return turns;
}

function promptMessages(prompt: JsonValue): Message[] {
  if (isArray(prompt)) return prompt.map((message, i) => readChatMessage(message, `prompt[${i}]`, KEEP_ALL));
  return [{ role: "user", content: typeof prompt === "string" ? prompt : "" }];
}

function rewardOf(value: JsonValue | undefined): SessionImport["session"]["reward"] {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? asObject(value, "reward") : asNumber(value, "reward");
}

function countOrNull(value: JsonValue | undefined, name: string): number | null {
  return value === undefined || value === null ? null : asCount(value, name);
}
