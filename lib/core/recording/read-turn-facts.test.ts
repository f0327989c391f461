import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { ODD_FACTS } from "@/test/recording/odd-facts";
import { type FactsForPeople, factsForPeople } from "./facts-for-people";
import { readTurnFacts } from "./read-turn-facts";
import { NO_TURN_FACTS, type TurnFacts } from "./turn-facts";
import { turnFactsJson } from "./turn-facts-json";

/** As the recorder writes them, with an order and extras of its own. */
const WIRE = {
  call: "c-1",
  protocol: "openai_chat",
  tools: [{ type: "function", function: { name: "run" } }],
  template_arguments: { enable_thinking: false },
  tool_choice: "none",
  request: { metadata: { a: 1 } },
  client_headers: { "x-interaction-type": "conversation-compaction" },
  side_call: { rule: "client_compaction", evidence: "x-interaction-type: conversation-compaction" },
  sampling: {
    max_new_tokens: 512,
    temperature: 0.5,
    seed: 18446744073709551615n,
    stop: ["END"],
    grammar: "g",
  },
  constraints: [
    { kind: "ban", cause: "tool_choice", ids: [151657] },
    { kind: "grammar", cause: "response_format", ids: null },
  ],
  completeness: { by: "reply", counted: 3, received: 3, differences: ["white space trimmed"], detail: null },
  unread_reply: { content_type: "text/html", length: 6, beginning: "<html>", encoding: "utf-8" },
  client: "codex",
  generation_start: 436,
  graft: { anchor: null, refusal: "no_closer", detail: "No end-of-turn token follows turn 2." },
  engine: {
    name: "sglang",
    cached_tokens: 12,
    engine_latency_s: 0.25,
    withheld_calls: 2,
    unfit_weight_versions: ["W3", "W4"],
  },
  prompt_ms: 4,
  response_state: { stored: true, instructed: false, compacted: false },
  audit: { sent_tokens: 9, compared_tokens: 8, divergence: 4, changed_tokens: 2, cause: "white space" },
} satisfies JsonObject;

/** Facts under their own names and others', with values of their own kind and any other. */
const anyFacts: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom(...Object.keys(WIRE), "1", "__proto__"),
  fc.oneof(
    fc.constantFrom<JsonValue>(...Object.values(WIRE), null),
    fc.dictionary(
      fc.constantFrom(
        ...[WIRE.sampling, WIRE.graft, WIRE.engine, WIRE.audit, WIRE.response_state].flatMap(Object.keys),
        "1",
      ),
      fc.oneof(fc.nat(), fc.string(), fc.constant(null), fc.jsonValue().map(jsonOf)),
    ),
    fc.jsonValue().map(jsonOf),
  ),
);

/** What the generator made, in the words of this code. */
function jsonOf(value: unknown): JsonValue {
  return parseJson(JSON.stringify(value));
}

const written = (facts: TurnFacts) => stringifyJson(turnFactsJson(facts));

describe("readTurnFacts", () => {
  it("gives the facts that code computes with as fields of their own", () => {
    expect(readTurnFacts(WIRE, "refuse")).toMatchObject({
      callKey: "c-1",
      responseState: { stored: true, instructed: false, compacted: false },
      client: "codex",
      tools: WIRE.tools,
      templateArguments: { enable_thinking: false },
      sampling: {
        maxNewTokens: 512,
        temperature: 0.5,
        topP: null,
        seed: 18446744073709551615n,
        stop: ["END"],
      },
      constraints: [
        { kind: "ban", cause: "tool_choice", ids: [151657] },
        { kind: "grammar", cause: "response_format", ids: null },
      ],
      completeness: {
        by: "reply",
        counted: 3,
        received: 3,
        differences: ["white space trimmed"],
        detail: null,
      },
      unreadReply: { contentType: "text/html", length: 6, beginning: "<html>", encoding: "utf-8" },
      generationStart: 436,
      graft: { anchor: null, refusal: "no_closer", detail: "No end-of-turn token follows turn 2." },
      engine: { cachedTokens: 12, withheldCalls: 2, unplacedWeights: ["W3", "W4"] },
      audit: {
        ...{ sentTokens: 9, comparedTokens: 8, foundTokens: null },
        ...{ divergence: 4, changedTokens: 2, cause: "white space" },
      },
    });
  });

  it("finds nothing where nobody recorded them", () => {
    expect(readTurnFacts({}, "refuse")).toEqual(NO_TURN_FACTS);
  });

  it("is written again without a byte changed, order and unknown parts included", () => {
    for (const facts of [
      WIRE,
      Object.fromEntries(Object.entries(WIRE).reverse()),
      { graft: {}, engine: { name: "sim" } },
    ]) {
      expect(written(readTurnFacts(facts, "refuse"))).toBe(stringifyJson(facts));
    }
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(written(readTurnFacts(facts, "leave"))).toBe(stringifyJson(facts));
      }),
    );
  });

  it("leaves what others compute with out of what is for people", () => {
    const { facts } = readTurnFacts(WIRE, "refuse");
    expect(written({ ...NO_TURN_FACTS, facts })).toBe(
      stringifyJson({
        call: null,
        protocol: "openai_chat",
        tools: null,
        template_arguments: null,
        tool_choice: null,
        request: null,
        client_headers: null,
        side_call: null,
        sampling: { max_new_tokens: null, temperature: null, seed: null, stop: null, grammar: "g" },
        constraints: null,
        completeness: { by: null, counted: null, received: null, differences: null, detail: null },
        unread_reply: { content_type: null, length: null, beginning: null, encoding: null },
        client: null,
        generation_start: null,
        graft: { anchor: null, refusal: null, detail: null },
        engine: {
          name: "sglang",
          cached_tokens: null,
          engine_latency_s: 0.25,
          withheld_calls: null,
          unfit_weight_versions: null,
        },
        prompt_ms: null,
        response_state: { stored: null, instructed: null, compacted: null },
        audit: {
          sent_tokens: null,
          compared_tokens: null,
          divergence: null,
          changed_tokens: null,
          cause: null,
        },
      }),
    );
  });

  it.each([
    ...ODD_FACTS,
    ["facts.sampling.max_new_tokens must be a number", { sampling: { max_new_tokens: 2n ** 64n } }] as const,
  ])("refuses an odd fact, since %s, or leaves it to people as it stands", (message, odd) => {
    expect(() => readTurnFacts(odd, "refuse")).toThrow(FieldError);
    expect(() => readTurnFacts(odd, "refuse")).toThrow(message);
    const left = readTurnFacts({ ...WIRE, ...odd }, "leave");
    const [name = ""] = Object.keys(odd);
    expect(left).toMatchObject({ ...readTurnFacts(WIRE, "refuse"), ...NO_FACT[name], facts: left.facts });
    expect(written(left)).toBe(stringifyJson({ ...WIRE, ...odd }));
  });
});

/** The field that an odd fact leaves empty. */
const NO_FACT: Readonly<Record<string, Partial<TurnFacts>>> = {
  call: { callKey: null },
  response_state: { responseState: null },
  received_at: { receivedAt: null },
  asked: { asked: null },
  client: { client: null },
  tools: { tools: null },
  constraints: { constraints: null },
  completeness: { completeness: null },
  unread_reply: { unreadReply: null },
  template_arguments: { templateArguments: null },
  sampling: { sampling: null },
  generation_start: { generationStart: null },
  graft: { graft: null },
  engine: { engine: null },
  audit: { audit: null },
};

describe("what is for people", () => {
  it("is closed to code: the compiler lets nobody look into it, and nobody take other JSON for it", () => {
    expectTypeOf<string & keyof FactsForPeople>().toBeNever();
    expectTypeOf<FactsForPeople>().not.toMatchTypeOf<JsonObject>();
    expectTypeOf<JsonObject>().not.toMatchTypeOf<FactsForPeople>();
    expectTypeOf(factsForPeople({})).toEqualTypeOf<FactsForPeople>();
  });
});
