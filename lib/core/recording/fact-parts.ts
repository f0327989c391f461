import { asArray, asBoolean, asCount, asObject, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { spelledSampling } from "./sampling-fields";
import type {
  AskedCall,
  EngineCounts,
  GraftOutcome,
  PromptAudit,
  ResponseState,
  SamplingConstraint,
  TurnSampling,
} from "./turn-facts";

/** A fact that is an object on the wire, and how it is read and written. Reading throws `FieldError`. */
export interface FactPart<T> {
  read(value: JsonValue, path: string): T;
  write(known: T): JsonObject;
}

export const samplingPart: FactPart<TurnSampling> = {
  read(value, path) {
    const fields = asObject(value, path);
    const numberOf = (name: string) => orNull(fields[name], `${path}.${name}`, asExactNumber);
    return {
      maxNewTokens: numberOf("max_new_tokens"),
      temperature: numberOf("temperature"),
      topP: numberOf("top_p"),
      topK: numberOf("top_k"),
      minP: numberOf("min_p"),
      frequencyPenalty: numberOf("frequency_penalty"),
      presencePenalty: numberOf("presence_penalty"),
      repetitionPenalty: numberOf("repetition_penalty"),
      seed: orNull(fields.seed, `${path}.seed`, asSeed),
      stop: orNull(fields.stop, `${path}.stop`, asTexts),
    };
  },
  write: (sampling) => ({
    max_new_tokens: sampling.maxNewTokens,
    ...spelledSampling(sampling),
    seed: sampling.seed,
    stop: sampling.stop,
  }),
};

export const responseStatePart: FactPart<ResponseState> = {
  read(value, path) {
    const fields = asObject(value, path);
    const flagOf = (name: string) => asBoolean(fields[name], `${path}.${name}`);
    return { stored: flagOf("stored"), instructed: flagOf("instructed"), compacted: flagOf("compacted") };
  },
  write: ({ stored, instructed, compacted }) => ({ stored, instructed, compacted }),
};

export const graftPart: FactPart<GraftOutcome> = {
  read(value, path) {
    const fields = asObject(value, path);
    return {
      anchor: orNull(fields.anchor, `${path}.anchor`, asCount),
      refusal: orNull(fields.refusal, `${path}.refusal`, asString),
      detail: orNull(fields.detail, `${path}.detail`, asString),
    };
  },
  write: ({ anchor, refusal, detail }) => ({ anchor, refusal, detail }),
};

export const enginePart: FactPart<EngineCounts> = {
  read(value, path) {
    const fields = asObject(value, path);
    return {
      cachedTokens: orNull(fields.cached_tokens, `${path}.cached_tokens`, asExactNumber),
      withheldCalls: orNull(fields.withheld_calls, `${path}.withheld_calls`, asCount),
      unplacedWeights: fields.unfit_weight_versions ?? null,
    };
  },
  write: ({ cachedTokens, withheldCalls, unplacedWeights }) => ({
    cached_tokens: cachedTokens,
    withheld_calls: withheldCalls,
    unfit_weight_versions: unplacedWeights,
  }),
};

export const askedPart: FactPart<AskedCall> = {
  read(value, path) {
    const fields = asObject(value, path);
    return {
      body: asString(fields.body, `${path}.body`),
      idempotencyKey: orNull(fields.idempotency_key, `${path}.idempotency_key`, asString),
    };
  },
  write: ({ body, idempotencyKey }) => ({ body, idempotency_key: idempotencyKey }),
};

const CONSTRAINT_KINDS = ["grammar", "bias", "ban"] as const;

/** Reads wire `constraints`, whose items have these three members and no other. Throws `FieldError`. */
export function readConstraints(value: JsonValue, path: string): readonly SamplingConstraint[] {
  return asArray(value, path).map((item, at) => {
    const here = `${path}[${at}]`;
    const { kind: given, cause, ids, ...others } = asObject(item, here);
    const [other] = Object.keys(others);
    if (other !== undefined) throw new FieldError(`${here}.${other}`, "absent");
    const kind = CONSTRAINT_KINDS.find((known) => known === given);
    if (kind === undefined) throw new FieldError(`${here}.kind`, `one of ${CONSTRAINT_KINDS.join(", ")}`);
    return {
      kind,
      cause: asString(cause ?? null, `${here}.cause`),
      ids: ids === null ? null : asIds(ids ?? 0, `${here}.ids`),
    };
  });
}

export function writeConstraints(constraints: readonly SamplingConstraint[]): JsonValue {
  return constraints.map(({ kind, cause, ids }): JsonObject => ({ kind, cause, ids }));
}

export const auditPart: FactPart<PromptAudit> = {
  read(value, path) {
    const fields = asObject(value, path);
    const countOf = (name: string) => orNull(fields[name], `${path}.${name}`, asCount);
    return {
      sentTokens: countOf("sent_tokens"),
      comparedTokens: countOf("compared_tokens"),
      foundTokens: countOf("found_tokens"),
      // Null says that nothing differs, so that its absence must not.
      divergence: fields.divergence === null ? null : asCount(fields.divergence, `${path}.divergence`),
      changedTokens: asCount(fields.changed_tokens, `${path}.changed_tokens`),
      cause: orNull(fields.cause, `${path}.cause`, asString),
    };
  },
  write: (audit) => ({
    sent_tokens: audit.sentTokens,
    compared_tokens: audit.comparedTokens,
    found_tokens: audit.foundTokens,
    divergence: audit.divergence,
    changed_tokens: audit.changedTokens,
    cause: audit.cause,
  }),
};

function orNull<T>(
  value: JsonValue | undefined,
  path: string,
  read: (value: JsonValue, path: string) => T,
): T | null {
  return value === undefined || value === null ? null : read(value, path);
}

/** Not `asNumber`: rounded to a double, a whole number beyond 2^53 would be written as another. */
export function asExactNumber(value: JsonValue, path: string): number {
  if (typeof value !== "number") throw new FieldError(path, "a number");
  return value;
}

function asSeed(value: JsonValue, path: string): number | bigint {
  return typeof value === "bigint" ? value : asExactNumber(value, path);
}

function asIds(value: JsonValue, path: string): readonly number[] {
  return asArray(value, path).map((item, at) => asCount(item, `${path}[${at}]`));
}

function asTexts(value: JsonValue, path: string): readonly string[] {
  return asArray(value, path).map((item, at) => asString(item, `${path}[${at}]`));
}
