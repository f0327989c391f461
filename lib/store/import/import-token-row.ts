import { asCount, asNumber, asTokenIds, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import type { Message } from "@/lib/core/message/message";
import { contentId } from "@/lib/store/rows/content-id";
import type { SessionImport, TurnInput } from "@/lib/store/store";
import { importedSession } from "./imported-session";
import { importedTurn } from "./imported-turn";
import { maskColumn, numberColumn, trainedStretches } from "./trained-stretches";
import { unproven } from "./unproven";

const NO_MESSAGES = "The messages are not in it: the tree is one line without text.";
const NO_ENGINE = "Nothing shows that an engine sampled the tokens that the mask trains.";

/** NeMo-RL writes each row as a batch of one. */
function single(value: JsonValue | undefined): JsonValue | undefined {
  return isArray(value) && value.length === 1 ? value[0] : value;
}

/**
 * A row of NeMo-RL's log of training data (`train_data_step{n}.jsonl`): columns over all tokens, filled up to the longest
 * of the batch. Rows of releases that log no ids are the conversation's text alone. Throws `FieldError`.
 */
export function importNemoRow(row: JsonObject): SessionImport {
  const line = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, single(value) ?? null]));
  const { content = null, rewards = null, token_ids: ids = null } = line;
  const session = {
    ...importedSession(contentId("nemo-rl", row)),
    reward: rewards === null ? null : asNumber(rewards, "rewards"),
  };
  const text = typeof content === "string" ? content : "";
  if (ids === null) {
    const said = [
      "Token ids are not in it: nothing trains.",
      "The text is that of prompt and answer together.",
    ];
    return { session: { ...session, metadata: unproven("NeMo-RL", said) }, turns: [textTurn("", text)] };
  }
  const length = asCount(line.input_lengths ?? null, "input_lengths");
  const tokens = asTokenIds(ids, "token_ids").subarray(0, length);
  const mask = maskColumn(line.token_loss_mask ?? null, "token_loss_mask").slice(0, length);
  const logProbs = numberColumn(line, "generation_logprobs")?.subarray(0, length) ?? null;
  const isTrained = line.sample_loss_mask !== 0;
  const said = [
    NO_MESSAGES,
    NO_ENGINE,
    ...(isTrained ? [] : ["The trainer left this sample out of its loss."]),
  ];
  return {
    session: { ...session, metadata: unproven("NeMo-RL", said) },
    turns: tokenTurns(tokens, mask, logProbs, ["token_loss_mask", "generation_logprobs"]),
  };
}

/** A sample of prime-rl's (`TrainingSample`, by name): columns over all tokens. Throws `FieldError`. */
export function importPrimeSample(line: JsonObject): SessionImport {
  const tokens = asTokenIds(line.token_ids, "token_ids");
  const mask = maskColumn(line.mask ?? null, "mask");
  const name: JsonObject = typeof line.env_name === "string" ? { env_name: line.env_name } : {};
  const said = [
    NO_MESSAGES,
    NO_ENGINE,
    "The reward is not in it; its advantages are made of those of a group.",
  ];
  return {
    session: {
      ...importedSession(contentId("prime-rl", line)),
      metadata: { ...name, ...unproven("prime-rl", said) },
    },
    turns: tokenTurns(tokens, mask, numberColumn(line, "logprobs"), ["mask", "logprobs"]),
  };
}

/**
 * A line of verl's dump of rollouts (`trainer.rollout_data_dir`): texts and a score, without ids. Throws `FieldError`.
 */
export function importVerlDump(line: JsonObject): SessionImport {
  const { input = "", output = "", score = null, gts = null, step = null } = line;
  if (typeof input !== "string") throw new FieldError("input", "a text");
  if (typeof output !== "string") throw new FieldError("output", "a text");
  const said = [
    "Token ids, log-probs and the mask are not in it: nothing trains.",
    "The prompt is the text that the template made of its messages.",
    "Answers, tool results and special tokens of several turns stand in one text.",
  ];
  return {
    session: {
      ...importedSession(contentId("verl", line)),
      label: gts,
      reward: score === null ? null : asNumber(score, "score"),
      metadata: { ...(step === null ? {} : { step }), ...unproven("verl", said) },
    },
    turns: [textTurn(input, output)],
  };
}

function textTurn(prompt: string, answer: string): TurnInput {
  const none = new Int32Array(0);
  return importedTurn({
    promptMessages: [{ role: "user", content: prompt }],
    responseMessage: { role: "assistant", content: answer },
    promptIds: none,
    outputIds: none,
    outputLogProbs: null,
  });
}

/** Each stretch that trains is a turn, whose prompt is all before it. @param names of mask and log-probs. */
function tokenTurns(
  tokens: Int32Array,
  mask: readonly boolean[],
  logProbs: Float64Array | null,
  [maskName, logProbName]: readonly [string, string],
): TurnInput[] {
  if (mask.length !== tokens.length) throw new FieldError(maskName, `${tokens.length} long, as the ids are`);
  if (logProbs !== null && logProbs.length !== tokens.length)
    throw new FieldError(logProbName, `${tokens.length} long, as the ids are`);
  if (mask[0] === true)
    throw new FieldError(maskName, "0 at the first token, before which there is no prompt");
  const messages: Message[] = [{ role: "user", content: "" }];
  return trainedStretches(mask).map(([from, to]) => {
    const turn = importedTurn({
      promptMessages: [...messages],
      responseMessage: { role: "assistant", content: "" },
      promptIds: tokens.subarray(0, from),
      outputIds: tokens.subarray(from, to),
      outputLogProbs: logProbs?.subarray(from, to) ?? null,
    });
    messages.push({ role: "assistant", content: "" }, { role: "tool", content: "" });
    return turn;
  });
}
