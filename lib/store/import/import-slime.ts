import { asArray, asCount, asNumber, asObject, asTokenIds, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import type { Message } from "@/lib/core/message/message";
import { KEEP_ALL } from "@/lib/core/message/message-reading";
import { readChatMessage } from "@/lib/core/message/read-chat-message";
import { contentId } from "@/lib/store/rows/content-id";
import type { SessionImport, TurnInput } from "@/lib/store/store";
import { importedSession } from "./imported-session";
import { importedTurn } from "./imported-turn";

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
      metadata:
        line.metadata === undefined || line.metadata === null ? {} : asObject(line.metadata, "metadata"),
    },
    turns: turnsOf(sample, promptMessages(line.prompt ?? ""), response),
  };
}

function readTokens(line: JsonObject): SlimeTokens {
  const tokens = asTokenIds(line.tokens, "tokens");
  const length = asCount(line.response_length, "response_length");
  if (length > tokens.length)
    throw new FieldError("response_length", `at most ${tokens.length}, the number of tokens`);
  const column = (name: string) => {
    const value = line[name];
    if (value === undefined || value === null) return null;
    const items = asArray(value, name).map((item, i) => asNumber(item, `${name}[${i}]`));
    if (items.length !== length) throw new FieldError(name, `${length} long, as response_length says`);
    return items;
  };
  const mask = column("loss_mask")?.map((bit) => bit !== 0) ?? Array.from({ length }, () => true);
  const logProbs = column("rollout_log_probs");
  return { tokens, start: tokens.length - length, mask, logProbs: logProbs && Float64Array.from(logProbs) };
}

function turnsOf(sample: SlimeTokens, prompt: readonly Message[], response: string): TurnInput[] {
  const turns: TurnInput[] = [];
  const messages = [...prompt];
  for (const [from, to] of maskRuns(sample.mask)) {
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
      }),
    );
    messages.push(responseMessage, { role: "tool", content: "" });
  }
  return turns;
}

function maskRuns(mask: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  let from = mask.indexOf(true);
  while (from >= 0) {
    const end = mask.indexOf(false, from);
    const to = end < 0 ? mask.length : end;
    runs.push([from, to]);
    from = mask.indexOf(true, to);
  }
  return runs;
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
