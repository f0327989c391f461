import { describe, expect, it } from "vitest";
import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { AnswerDemand } from "@/lib/text/grammar/answer-demand";
import type { LanguageModel } from "@/lib/text/language-model";
import { realGrammar } from "@/test/grammar/real-grammar";
import { QUESTION, TOOLS } from "@/test/text/family-bench";
import type { FamilyFacts } from "@/test/text/family-facts";
import { FAMILY_FACTS } from "@/test/text/family-list";
import { gbnfGrammar } from "./llamacpp/gbnf-grammar";
import { structuralTag } from "./structural-tag";

type Verdicts = (text: string) => Promise<Readonly<Record<string, boolean>>>;

/** The grammar as each engine is sent it, run by the real one. */
async function verdictsOf(grammar: AnswerGrammar): Promise<Verdicts> {
  const structural = await realGrammar({ structuralTag: stringifyJson(structuralTag(grammar)) });
  const gbnf = await realGrammar({ rules: gbnfGrammar(grammar) });
  return async (text) => ({ "structural tag": await structural(text), GBNF: await gbnf(text) });
}

const BOTH = { "structural tag": true, GBNF: true };
const NEITHER = { "structural tag": false, GBNF: false };

const OTHER: JsonValue = {
  type: "function",
  function: {
    name: "other",
    parameters: {
      type: "object",
      properties: { mode: { enum: ["fast", "slow"], type: "string" }, count: { type: "integer" } },
      required: ["mode", "count"],
    },
  },
};

const models = new Map<FamilyFacts, Promise<LanguageModel>>();

function modelOf(facts: FamilyFacts): Promise<LanguageModel> {
  const model = models.get(facts) ?? facts.load();
  models.set(facts, model);
  return model;
}

async function demanded(facts: FamilyFacts, demand: AnswerDemand): Promise<Verdicts> {
  const model = await modelOf(facts);
  const { ids } = model.render({
    messages: [QUESTION],
    tools: TOOLS,
    templateArguments: {},
    addGenerationPrompt: true,
  });
  return verdictsOf(model.demand(demand, ids) ?? expect.fail("The family has no grammar for that."));
}

const A_CALL: AnswerDemand = { calls: { tools: [...TOOLS, OTHER], atMostOne: false }, text: null };
const ONE_CALL: AnswerDemand = { calls: { tools: [...TOOLS, OTHER], atMostOne: true }, text: null };

/** The sampled texts are those of the suite that every family passes. */
describe.each(FAMILY_FACTS)("a demanded call of $name", (facts: FamilyFacts) => {
  it("may be written as the model writes it, after reasoning too", async () => {
    const verdicts = await demanded(facts, A_CALL);
    expect(await verdicts(facts.call)).toEqual(BOTH);
    if (facts.twoCalls !== null) expect(await verdicts(facts.twoCalls)).toEqual(BOTH);
  });

  it("is not text, nor a call of a tool that is not offered, nor one that is cut off", async () => {
    const verdicts = await demanded(facts, A_CALL);
    expect(await verdicts(facts.text)).toEqual(NEITHER);
    if (facts.reasoned !== null) expect(await verdicts(facts.reasoned)).toEqual(NEITHER);
    expect(await verdicts(facts.call.replace("look", "book"))).toEqual(NEITHER);
    expect(await verdicts(facts.call.slice(0, -1))).toEqual(NEITHER);
  });

  it("has arguments of the declared types", async () => {
    const verdicts = await demanded(facts, A_CALL);
    expect(await verdicts(facts.call.replace("1.0", "deep"))).toEqual(NEITHER);
  });

  it("is one alone where the client takes one", async () => {
    const verdicts = await demanded(facts, ONE_CALL);
    expect(await verdicts(facts.call)).toEqual(BOTH);
    if (facts.twoCalls !== null) expect(await verdicts(facts.twoCalls)).toEqual(NEITHER);
  });
});

const PERSON: JsonValue = {
  type: "object",
  properties: {
    name: { type: "string" },
    age: { type: "integer" },
    tags: { type: "array", items: { type: "string" }, maxItems: 2 },
    boss: { anyOf: [{ $ref: "#" }, { type: "null" }] },
  },
  required: ["name", "age"],
  additionalProperties: false,
};

const FITS = '{"name": "Ada \\"L\\" é", "age": 36}';

describe.each(FAMILY_FACTS)("demanded JSON of $name", (facts: FamilyFacts) => {
  const around = (json: string, answer: string) => answer.replace("The answer.", () => json);

  it("fits its schema, after reasoning too", async () => {
    const verdicts = await demanded(facts, { calls: null, text: { type: "json", schema: PERSON } });
    for (const answer of [facts.text, ...(facts.reasoned === null ? [] : [facts.reasoned])]) {
      expect(await verdicts(around(FITS, answer))).toEqual(BOTH);
      expect(await verdicts(around('{"name": "Ada"}', answer))).toEqual(NEITHER);
      expect(await verdicts(around('{"name": "Ada", "age": "36"}', answer))).toEqual(NEITHER);
      expect(await verdicts(around('{"name": "Ada", "age": 36, "x": 1}', answer))).toEqual(NEITHER);
      expect(await verdicts(answer)).toEqual(NEITHER);
    }
  });

  it("stands beside calls where both may come", async () => {
    const calls = { tools: TOOLS, atMostOne: false };
    const verdicts = await demanded(facts, { calls, text: { type: "json", schema: PERSON } });
    expect(await verdicts(facts.call)).toEqual(BOTH);
    expect(await verdicts(around(FITS, facts.text))).toEqual(BOTH);
    expect(await verdicts(facts.text)).toEqual(NEITHER);
  });
});

describe("reasoning before what is demanded", () => {
  const qwen3 = FAMILY_FACTS.find(({ name }) => name === "qwen3") ?? expect.fail();
  const json: AnswerDemand = { calls: null, text: { type: "json", schema: PERSON } };

  async function behind(tail: string, thinking: boolean): Promise<Verdicts> {
    const model = await modelOf(qwen3);
    const { ids } = model.render({
      messages: [QUESTION],
      tools: [],
      templateArguments: { enable_thinking: thinking },
      addGenerationPrompt: true,
    });
    const prompt = Int32Array.of(...ids, ...model.encode(tail));
    return verdictsOf(model.demand(json, prompt) ?? expect.fail());
  }

  it("comes to its end first where the prompt has begun it", async () => {
    const verdicts = await behind("<think>\n", true);
    expect(await verdicts(`A thought </thin of {"x": 1}.\n</think>\n\n${FITS}`)).toEqual(BOTH);
    expect(await verdicts(FITS)).toEqual(NEITHER);
  });

  it("is none where the prompt has closed it", async () => {
    const verdicts = await behind("", false);
    expect(await verdicts(FITS)).toEqual(BOTH);
    expect(await verdicts(`<think>\nA thought.\n</think>\n\n${FITS}`)).toEqual(NEITHER);
  });
});
