import { OUTCOME, OUTCOME_RULE } from "@/lib/core/annotations/outcome";
import {
  asArray,
  asChoice,
  asCount,
  asNumber,
  asObject,
  asString,
  asTokenIds,
  FieldError,
} from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { storedText } from "@/lib/core/json/stored-text";
import { readCanonicalMessage } from "@/lib/core/message/read-canonical-message";
import { readAmendment } from "@/lib/core/recording/amendment-part";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { Turn } from "@/lib/core/recording/turn";
import { readWord, TURN_WORDS } from "@/lib/core/recording/turn-words";
import { coversTokens } from "@/lib/core/recording/weight-span";
import { FORMAT_VERSION } from "./format-version";
import { readAnnotationLine, readExportedLine } from "./later-line";
import type { RecordedLine } from "./recorded-line";
import type { CopyRun, IdRun, SessionLine, TurnLine } from "./turn-line";

const DIGEST = /^[0-9a-f]{64}$/;

/**
 * Reads a line of a `turns.jsonl`. Throws `FieldError` naming the first field that does not fit.
 *
 * @example
 * const line = readTurnLine(parseJson(text));
 * if (line.type === "turn") line.turn.outputIds;
 */
export function readTurnLine(value: JsonValue): RecordedLine {
  const fields = asObject(value, "");
  const type = asChoice(fields.type, ["session", "turn", "exported", "annotation"], "type");
  // The first release wrote it in lines of sessions alone.
  const isUntold = fields.version === undefined && type !== "session";
  if (!isUntold && fields.version !== FORMAT_VERSION) {
    throw new FieldError("version", `${FORMAT_VERSION}; a newer Turntree reads what a newer one wrote`);
  }
  switch (type) {
    case "session":
      return sessionLine(fields);
    case "turn":
      return turnLine(fields);
    case "exported":
      return readExportedLine(fields);
    case "annotation":
      return readAnnotationLine(fields);
    default:
      return type satisfies never;
  }
}

function sessionLine(fields: JsonObject): SessionLine {
  const objectOrNull = (name: string) => orNull(fields[name], (value) => asObject(value, name));
  return {
    type: "session",
    version: FORMAT_VERSION,
    id: storedText(fields.id, "id"),
    status: asChoice(fields.status, ["open", "finished", "dropped"], "status"),
    origin: asChoice(fields.origin, ["api", "call", "shared", "import"], "origin"),
    prompt_mode: asChoice(fields.prompt_mode, ["graft", "render"], "prompt_mode"),
    matcher: asChoice(fields.matcher, ["exact", "echo"], "matcher"),
    model: storedText(fields.model, "model"),
    tokenizer: storedText(fields.tokenizer, "tokenizer"),
    group_index: orNull(fields.group_index, (value) => wholeNumber(value, "group_index")),
    index: orNull(fields.index, (value) => wholeNumber(value, "index")),
    rollout_id: rolloutId(fields.rollout_id ?? null),
    label: fields.label ?? null,
    prompt: fields.prompt ?? null,
    sampling_defaults: asObject(fields.sampling_defaults, "sampling_defaults"),
    max_context_tokens: orNull(fields.max_context_tokens, (value) => asCount(value, "max_context_tokens")),
    max_turns: orNull(fields.max_turns, (value) => asCount(value, "max_turns")),
    policy: objectOrNull("policy"),
    ...(fields.evidence === undefined ? {} : { evidence: storedText(fields.evidence, "evidence") }),
    labels: asObject(fields.labels, "labels"),
    metadata: asObject(fields.metadata, "metadata"),
    reward: orNull(fields.reward, (value) =>
      typeof value === "object" ? asObject(value, "reward") : asNumber(value, "reward"),
    ),
    leaf_rewards: objectOrNull("leaf_rewards"),
    ...amendedFields(fields),
    finished_policy: orNull(fields.finished_policy, (value) =>
      asChoice(value, ["strict", "slime", "slime-repaired", "areal-concat"], "finished_policy"),
    ),
    created_at: asCount(fields.created_at, "created_at"),
    finished_at: orNull(fields.finished_at, (value) => asCount(value, "finished_at")),
    ...missingCalls(fields.unrecorded),
    turns: asCount(fields.turns, "turns"),
    ...(fields.later === undefined ? {} : { later: asCount(fields.later, "later") }),
  };
}

/** What a session that nobody amended does not have. */
function amendedFields({
  turn_rewards: turns,
  reward_revision: revision,
  outcome,
}: JsonObject): Pick<SessionLine, "turn_rewards" | "reward_revision" | "outcome"> {
  return {
    ...(turns === undefined ? {} : { turn_rewards: asObject(turns, "turn_rewards") }),
    ...(revision === undefined ? {} : { reward_revision: asCount(revision, "reward_revision") }),
    ...(outcome === undefined ? {} : { outcome: outcomeOf(outcome) }),
  };
}

function outcomeOf(value: JsonValue): string {
  const text = asString(value, "outcome");
  if (!OUTCOME.test(text)) throw new FieldError("outcome", OUTCOME_RULE);
  return text;
}

function missingCalls(value: JsonValue | undefined): Pick<SessionLine, "unrecorded"> {
  if (value === undefined || value === null) return {};
  const { calls, reason } = asObject(value, "unrecorded");
  return {
    unrecorded: {
      calls: asCount(calls, "unrecorded.calls"),
      reason: storedText(reason, "unrecorded.reason"),
    },
  };
}

function turnLine(fields: JsonObject): TurnLine {
  const digest = asString(fields.digest, "digest");
  if (!DIGEST.test(digest)) throw new FieldError("digest", "64 hexadecimal digits");
  return {
    type: "turn",
    session: storedText(fields.session, "session"),
    prompt: runs(fields.prompt, "prompt", idStretch),
    messages: runs(fields.messages, "messages", readCanonicalMessage),
    messageSteps: runs(fields.message_steps, "message_steps", idStretch),
    acceptedRewrites: runs(fields.accepted_rewrites, "accepted_rewrites", acceptedRewrite),
    turn: readTurn(fields),
    ...(fields.evidence === undefined ? {} : { evidence: evidenceTexts(fields.evidence) }),
    digest,
    createdAt: asCount(fields.created_at, "created_at"),
  };
}

/** Bytes of evidence, in base64. */
function evidenceTexts(value: JsonValue): Readonly<Record<string, string>> {
  const texts = Object.entries(asObject(value, "evidence"));
  return Object.fromEntries(texts.map(([kind, text]) => [kind, asString(text, `evidence.${kind}`)]));
}

function readTurn(fields: JsonObject): Turn {
  const outputIds = asTokenIds(fields.output_ids, "output_ids");
  const facts = readTurnFacts(asObject(fields.facts, "facts"), "refuse");
  if (facts.weightSpans !== null && !coversTokens(facts.weightSpans, outputIds.length)) {
    throw new FieldError("facts.weight_spans", `spans over the ${outputIds.length} sampled tokens`);
  }
  return {
    index: asCount(fields.index, "index"),
    promptMessages: [],
    responseMessage: orNull(fields.response, (value) => readCanonicalMessage(value, "response")),
    outputIds,
    outputLogProbs: orNull(fields.output_log_probs, (value) => logProbs(value, outputIds.length)),
    finishReason: word(fields, "finish_reason", TURN_WORDS.finishReason),
    matchedStop: orNull(fields.matched_stop, (value) =>
      typeof value === "string" ? storedText(value, "matched_stop") : asNumber(value, "matched_stop"),
    ),
    illFormed: textOrNull(fields, "ill_formed"),
    delivery: word(fields, "delivery", TURN_WORDS.delivery),
    deliveries: orNull(fields.deliveries, (value) => asCount(value, "deliveries")) ?? 1,
    ...readAmendment(fields.amendment ?? null, word(fields, "auxiliary", TURN_WORDS.auxiliary), "amendment"),
    retryOf: orNull(fields.retry_of, (value) => asCount(value, "retry_of")),
    promptBuild: word(fields, "prompt_build", TURN_WORDS.promptBuild),
    refusal: orNull(fields.refusal, () => word(fields, "refusal", TURN_WORDS.refusal)),
    scaffolds: asArray(fields.scaffolds, "scaffolds").map(scaffold),
    acceptedRewrites: [],
    headerDigest: storedText(fields.header_digest, "header_digest"),
    messageStarts: new Int32Array(0),
    weightVersion: textOrNull(fields, "weight_version"),
    logProbSemantics: word(fields, "log_prob_semantics", TURN_WORDS.logProbSemantics),
    subAgent: textOrNull(fields, "sub_agent"),
    ...facts,
  };
}

function runs<T>(
  value: JsonValue | undefined,
  path: string,
  read: (item: JsonValue, path: string) => T,
): (CopyRun | T)[] {
  return asArray(value, path).map((item, i) => {
    const at = `${path}[${i}]`;
    const { copy } = asObject(item, at);
    return copy === undefined ? read(item, at) : { copy: copyOf(copy, `${at}.copy`) };
  });
}

function copyOf(value: JsonValue, path: string): CopyRun["copy"] {
  const [turn, start, length, ...rest] = asArray(value, path).map((item) => asCount(item, path));
  if (!turn || start === undefined || !length || rest.length > 0) {
    throw new FieldError(path, "a turn from 1, a start from 0 and a length from 1");
  }
  return [turn, start, length];
}

function idStretch(value: JsonValue, path: string): IdRun {
  return { ids: asTokenIds(asObject(value, path).ids, `${path}.ids`) };
}

function acceptedRewrite(value: JsonValue, path: string): Turn["acceptedRewrites"][number] {
  const fields = asObject(value, path);
  return {
    messageIndex: asCount(fields.message_index, `${path}.message_index`),
    turnIndex: orNull(fields.turn, (turn) => asCount(turn, `${path}.turn`)),
    tolerance: asString(fields.tolerance, `${path}.tolerance`),
    held: orNull(fields.held, (held) => readCanonicalMessage(held, `${path}.held`)),
    echoed: readCanonicalMessage(fields.echoed ?? null, `${path}.echoed`),
  };
}

function scaffold(value: JsonValue, i: number): Turn["scaffolds"][number] {
  const path = `scaffolds[${i}]`;
  const fields = asObject(value, path);
  const reasons = ["closer_after_truncation", "closer_after_other_stop"] as const;
  return {
    start: asCount(fields.start, `${path}.start`),
    length: asCount(fields.length, `${path}.length`),
    reason: asChoice(fields.reason, reasons, `${path}.reason`),
  };
}

/** JSON has no NaN and no infinities: null is unknown, and the infinities are spelled. */
function logProbs(value: JsonValue, count: number): Float64Array {
  const items = asArray(value, "output_log_probs");
  if (items.length !== count)
    throw new FieldError("output_log_probs", `as long as output_ids, which has ${count}`);
  return Float64Array.from(items, (item, i) => {
    if (item === null) return Number.NaN;
    if (item === "Infinity" || item === "-Infinity") return Number(item);
    return asNumber(item, `output_log_probs[${i}]`);
  });
}

/** Reads a whole number of 32 bits. */
function wholeNumber(value: JsonValue, path: string): number {
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
  throw new FieldError(path, "a whole number below 2^31");
}

function rolloutId(value: JsonValue): number | string | null {
  if (typeof value === "string") return storedText(value, "rollout_id");
  if (value === null || typeof value === "number") return value;
  throw new FieldError("rollout_id", "a number, text or null");
}

function word<T extends string>(fields: JsonObject, name: string, words: Readonly<Record<T, T>>): T {
  const found = readWord(words, fields[name]);
  if (found === null) throw new FieldError(name, `one of ${Object.keys(words).join(", ")}`);
  return found;
}

function textOrNull(fields: JsonObject, name: string): string | null {
  return orNull(fields[name], (value) => storedText(value, name));
}

function orNull<T>(value: JsonValue | undefined, read: (value: JsonValue) => T): T | null {
  return value === undefined || value === null ? null : read(value);
}
