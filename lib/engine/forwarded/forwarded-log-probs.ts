import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { objectOf } from "@/lib/core/json/object-of";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import { isLowestFloat } from "@/lib/engine/is-lowest-float";
import { firstChoice } from "./forwarded-ids";

/** vLLM prints minus infinity as -9999, llama.cpp as the lowest float: a sampled token cannot have it. */
function logProbOf(value: JsonValue | undefined): number {
  return typeof value !== "number" || value === -9999 || isLowestFloat(value) ? Number.NaN : value;
}

function namedId(token: JsonValue | undefined): number {
  const digits = typeof token === "string" ? /^token_id:(\d{1,10})$/.exec(token)?.[1] : undefined;
  return digits === undefined ? -1 : Number(digits);
}

function numberOr(value: JsonValue | undefined, other: number): number {
  return typeof value === "number" ? value : other;
}

/** The log-probs of the sampled tokens in a reply's choices, in nats, unknown ones NaN; the id is -1 where it is not said. */
export function toldLogProbs(documents: readonly JsonObject[]): readonly TokenLogProb[] {
  return documents.flatMap((document) => {
    const given = objectOf(firstChoice(document)?.logprobs);
    if (isArray(given.token_logprobs)) {
      return given.token_logprobs.map((value, at) => ({
        id: namedId(listOf(given.tokens)[at]),
        logProb: logProbOf(value),
      }));
    }
    return listOf(given.content).map((entry) => {
      const { token, token_id: tokenId, id, logprob } = objectOf(entry);
      return { id: numberOr(tokenId, numberOr(id, namedId(token))), logProb: logProbOf(logprob) };
    });
  });
}
