import { assume } from "@/lib/core/base/assume";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { completenessPart, unreadReplyPart } from "./completeness-part";
import { writeEvidence } from "./evidence-column";
import {
  askedPart,
  auditPart,
  enginePart,
  type FactPart,
  graftPart,
  responseStatePart,
  samplingPart,
  writeConstraints,
} from "./fact-parts";
import { writeSegments, writeWeightSpans } from "./generation-part";
import { servedPart } from "./served-part";
import type { TurnFacts } from "./turn-facts";

/**
 * All facts of a turn in one object, as they stand in a file, in the database and on the page. A known fact has its
 * place among those for people, or else comes after them.
 *
 * @example
 * turnFactsJson(readTurnFacts({ client: "codex", stream: true }, "refuse")); // { client: "codex", stream: true }
 */
export function turnFactsJson(turn: TurnFacts): JsonObject {
  const places = assume<JsonObject>(turn.facts, "factsForPeople made them of an object");
  return {
    ...places,
    ...told({
      call: turn.callKey,
      received_at: turn.receivedAt,
      asked: partJson(places.asked, turn.asked, askedPart),
      client: turn.client,
      tools: turn.tools,
      template_arguments: turn.templateArguments,
      tool_choice: turn.toolChoice,
      request: turn.request,
      client_headers: turn.clientHeaders,
      side_call: turn.sideCall && { rule: turn.sideCall.rule, evidence: turn.sideCall.evidence },
      sampling: partJson(places.sampling, turn.sampling, samplingPart),
      constraints: turn.constraints === null ? null : writeConstraints(turn.constraints),
      weight_spans: turn.weightSpans && writeWeightSpans(turn.weightSpans),
      evidence: turn.evidence && writeEvidence(turn.evidence),
      segments: turn.segments && writeSegments(turn.segments),
      completeness: partJson(places.completeness, turn.completeness, completenessPart),
      unread_reply: partJson(places.unread_reply, turn.unreadReply, unreadReplyPart),
      generation_start: turn.generationStart,
      graft: partJson(places.graft, turn.graft, graftPart),
      engine: partJson(places.engine, turn.engine, enginePart),
      served: partJson(places.served, turn.served, servedPart),
      response_state: partJson(places.response_state, turn.responseState, responseStatePart),
      audit: partJson(places.audit, turn.audit, auditPart),
      prompt_ms: turn.promptMs,
      engine_ms: turn.engineMs,
    }),
  };
}

/** What is null is not told, and leaves what stands in its place. */
function told(facts: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

function partJson<T>(place: JsonValue | undefined, known: T | null, part: FactPart<T>): JsonObject | null {
  if (known === null) return null;
  return isObject(place) ? { ...place, ...told(part.write(known)) } : part.write(known);
}
