import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { structuralTag } from "@/lib/engine/structural-tag";
import { generateRequestSchema } from "@/scenarios/sim/generate-request";
import { realGrammar } from "@/test/grammar/real-grammar";
import { QUESTION, TOOLS } from "@/test/text/family-bench";
import type { FamilyFacts } from "@/test/text/family-facts";
import { FAMILY_FACTS } from "@/test/text/family-list";
import { constrainedText } from "./constrained-text";

function under(params: object, wanted: string, heard = 'Look at "the sea" in 3 days'): string {
  return constrainedText(
    generateRequestSchema.parse({ input_ids: [1], sampling_params: params }),
    wanted,
    heard,
  );
}

const TRIP: JsonValue = {
  type: "object",
  properties: {
    to: { type: "string", minLength: 12 },
    days: { type: "integer", minimum: 5 },
    by: { enum: ["train", "ship"] },
    stops: { type: "array", items: { $ref: "#/$defs/stop" }, minItems: 2 },
    guide: { anyOf: [{ type: "null" }, { type: "string" }] },
  },
  required: ["to", "days", "by", "stops", "guide"],
  additionalProperties: false,
  $defs: { stop: { type: "object", properties: { at: { type: "number" } }, required: ["at"] } },
};

describe("what the simulated engine says under a grammar", () => {
  it("is its own text where the grammar allows that", () => {
    const wanted = '{"to": "somewhere far", "days": 9, "by": "ship", "stops": [{"at": 1}], "guide": null}';
    expect(under({ json_schema: JSON.stringify(TRIP) }, wanted)).toBe(wanted);
  });

  it("is JSON of the schema where its own text is none, as the real grammar engine sees it", async () => {
    const accepts = await realGrammar({ schema: TRIP });
    for (const wanted of ["Hello.", "{}", '{"to": "somewhere far"}']) {
      const said = under({ json_schema: JSON.stringify(TRIP) }, wanted);
      expect(await accepts(said)).toBe(true);
    }
  });

  it.each([
    ["a schema of a type that JSON has not", { json_schema: '{"type": "nonsense"}' }, "Unsupported type"],
    ["a schema that is no JSON", { json_schema: "{" }, "no JSON"],
    [
      "a structural tag of another shape",
      { structural_tag: '{"type": "structural_tag"}' },
      "Invalid structural tag",
    ],
    ["a grammar without a root", { ebnf: "start ::= [a]" }, "no rule named root"],
    ["two grammars at once", { regex: "a", ebnf: "root ::= [a]" }, "Only one of"],
    ["a regex that it has no text for", { regex: "[a-z]{40}" }, "script one"],
  ])("is a refusal to %s", (_, params, words) => {
    expect(() => under(params, "Hello.")).toThrow(words);
  });
});

/** It speaks any family's calls, and the real grammar engine agrees with it about each. */
describe.each(FAMILY_FACTS)(
  "a call that the simulated engine is made to write in the layout of $name",
  (facts: FamilyFacts) => {
    it("is one that the real grammar engine allows, and its own where it wanted a call", async () => {
      const model = await facts.load();
      const { ids } = model.render({
        messages: [QUESTION],
        tools: TOOLS,
        templateArguments: {},
        addGenerationPrompt: true,
      });
      const grammar =
        model.demand({ calls: { tools: TOOLS, atMostOne: false }, text: null }, ids) ?? expect.fail();
      const tag = stringifyJson(structuralTag(grammar));
      const accepts = await realGrammar({ structuralTag: tag });
      const forced = under({ structural_tag: tag }, "Hello.");
      expect(await accepts(forced)).toBe(true);
      const read = model.parse(model.encode(forced), ids, TOOLS);
      expect({ ...read, toolCalls: read.toolCalls.map((call) => call.function.name) }).toEqual({
        content: "",
        reasoning: null,
        toolCalls: ["look"],
        illFormed: null,
      });
      expect(under({ structural_tag: tag }, facts.call)).toBe(facts.call);
      if (facts.twoCalls !== null)
        expect(under({ structural_tag: tag }, facts.twoCalls)).toBe(facts.twoCalls);
    });
  },
);
