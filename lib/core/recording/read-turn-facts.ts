import { asArray, asCount, asObject, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { readSideCall } from "./amendment-part";
import { completenessPart, unreadReplyPart } from "./completeness-part";
import { readEvidence } from "./evidence-column";
import {
  asExactNumber,
  askedPart,
  auditPart,
  enginePart,
  type FactPart,
  graftPart,
  readConstraints,
  responseStatePart,
  samplingPart,
} from "./fact-parts";
import { factsForPeople } from "./facts-for-people";
import { readSegments, readWeightSpans } from "./generation-part";
import { servedPart } from "./served-part";
import type { TurnFacts } from "./turn-facts";

/**
 * What becomes of a known fact that is not of its kind. A reader of files refuses it. A reader of what was recorded
 * already leaves it to people as it stands, and the turn's field is null.
 */
export type OddFact = "refuse" | "leave";

/**
 * Reads a turn's `facts` as they stand on the wire; `turnFactsJson` writes the same again. Throws `FieldError` for an
 * odd fact, unless it is left.
 *
 * @example
 * readTurnFacts({ client: "codex", protocol: "openai_responses" }, "refuse").client; // "codex"
 * readTurnFacts({ tools: 4 }, "refuse"); // throws: facts.tools must be an array
 */
export function readTurnFacts(facts: JsonObject, odd: OddFact): TurnFacts {
  const left = new Map(Object.entries(facts));
  const take = <T>(name: string, read: FactPart<T>["read"]): T | null => {
    const value = facts[name] ?? null;
    const known = value === null ? null : readFact(value, `facts.${name}`, read, odd);
    if (known !== null) left.set(name, null);
    return known;
  };
  const takePart = <T>(name: string, part: FactPart<T>): T | null => {
    const known = take(name, part.read);
    if (known !== null) left.set(name, placesIn(asObject(facts[name], name), part.write(known)));
    return known;
  };
  // Files of other builds may hold anything here, which is then for people to read.
  const takeObject = (name: string) => (isObject(facts[name]) ? take(name, asObject) : null);
  const fields = {
    callKey: take("call", asString),
    responseState: takePart("response_state", responseStatePart),
    receivedAt: take("received_at", asCount),
    asked: takePart("asked", askedPart),
    client: take("client", asString),
    tools: take("tools", asArray),
    templateArguments: take("template_arguments", asObject),
    toolChoice: take("tool_choice", (value) => value),
    request: takeObject("request"),
    clientHeaders: takeObject("client_headers"),
    sideCall: take("side_call", (value, path) => readSideCall(asObject(value, path), path)),
    sampling: takePart("sampling", samplingPart),
    constraints: take("constraints", readConstraints),
    weightSpans: take("weight_spans", readWeightSpans),
    segments: take("segments", readSegments),
    evidence: take("evidence", readEvidence),
    completeness: takePart("completeness", completenessPart),
    unreadReply: takePart("unread_reply", unreadReplyPart),
    generationStart: take("generation_start", asCount),
    graft: takePart("graft", graftPart),
    engine: takePart("engine", enginePart),
    served: takePart("served", servedPart),
    audit: takePart("audit", auditPart),
    promptMs: take("prompt_ms", asExactNumber),
    engineMs: take("engine_ms", asExactNumber),
  };
  return { ...fields, facts: factsForPeople(Object.fromEntries(left)) };
}

function readFact<T>(value: JsonValue, path: string, read: FactPart<T>["read"], odd: OddFact): T | null {
  try {
    return read(value, path);
  } catch (error) {
    if (odd === "leave" && error instanceof FieldError) return null;
    throw error;
  }
}

/** The object with a null in the place of each field that is known; of others it keeps the value. */
function placesIn(object: JsonObject, known: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, name in known ? null : value]),
  );
}
