import type { JsonObject } from "@/lib/core/json/json-value";

/** Facts of a turn, known by name and not of their kind, and what a reader that refuses says of each. */
export const ODD_FACTS: readonly (readonly [reason: string, odd: JsonObject])[] = [
  ["facts.call must be text", { call: 4 }],
  ["facts.received_at must be a whole number from 0", { received_at: "now" }],
  ["facts.asked.body must be text", { asked: { body: null } }],
  ["facts.client must be text", { client: 4 }],
  ["facts.tools must be an array", { tools: 4 }],
  ["facts.constraints[0].kind must be one of grammar, bias, ban", { constraints: [{ kind: "wish" }] }],
  ["facts.completeness.by must be one of ids, reply", { completeness: { by: "faith" } }],
  [
    "facts.completeness.differences must be an array",
    { completeness: { by: "ids", counted: null, received: 2, detail: null } },
  ],
  ["facts.unread_reply.length must be a whole number from 0", { unread_reply: { content_type: "x/y" } }],
  ["facts.template_arguments must be an object", { template_arguments: [] }],
  ["facts.sampling must be an object", { sampling: 1 }],
  ["facts.sampling.temperature must be a number", { sampling: { temperature: "hot" } }],
  ["facts.sampling.stop[1] must be text", { sampling: { stop: ["a", 1] } }],
  ["facts.generation_start must be a whole number from 0", { generation_start: -1 }],
  ["facts.graft must be an object", { graft: "none" }],
  ["facts.graft.refusal must be text", { graft: { refusal: true } }],
  ["facts.engine must be an object", { engine: "sglang" }],
  ["facts.engine.withheld_calls must be a whole number from 0", { engine: { withheld_calls: true } }],
  ["facts.response_state must be an object", { response_state: true }],
  ["facts.response_state.stored must be true or false", { response_state: { stored: "yes" } }],
  ["facts.audit must be an object", { audit: [] }],
  ["facts.audit.divergence must be a whole number from 0", { audit: { changed_tokens: 1, cause: null } }],
  ["facts.audit.changed_tokens must be a whole number from 0", { audit: { divergence: 1, cause: "x" } }],
];
