import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonValue } from "@/lib/core/json/json-value";
import { gbnfGrammar } from "@/lib/engine/llamacpp/gbnf-grammar";
import type { AnswerDemand } from "@/lib/text/grammar/answer-demand";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { fitsSchema } from "@/scenarios/sim/grammar/schema-value";
import { defaultTokenizerFolder } from "@/scenarios/sim/vocabulary";
import { FAMILY_FACTS } from "@/test/text/family-list";
import { type Llama, loadLlama } from "./load-llama";
import { makeTinyModel } from "./make-tiny-model";

const MINUTES = 60_000;
const ANSWERS = 20;
const MOST_TOKENS = 600;

/** Nothing in it is without a bound, so that a model of random weights comes to an end too. */
const PARAMETERS: JsonValue = {
  type: "object",
  properties: {
    city: { type: "string", minLength: 1, maxLength: 8 },
    days: { type: "integer" },
    by: { enum: ["train", "ship"] },
    stops: { type: "array", items: { type: "boolean" }, maxItems: 3 },
    guide: { anyOf: [{ type: "null" }, { $ref: "#/$defs/guide" }] },
  },
  required: ["city", "by"],
  additionalProperties: false,
  $defs: {
    guide: {
      type: "object",
      properties: { age: { type: "integer", minimum: 0 } },
      required: ["age"],
      additionalProperties: false,
    },
  },
};

const TOOL: JsonValue = {
  type: "function",
  function: { name: "travel", description: "Travels.", parameters: PARAMETERS },
};

let folder: string;
let llama: Llama;
let model: LanguageModel;
let promptIds: Int32Array;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "turntree-grammar-"));
  const tiny = makeTinyModel(defaultTokenizerFolder(), 1_792, folder);
  llama = await loadLlama(tiny.model);
  model = await loadLanguageModel(tiny.tokenizerFolder);
  promptIds = model.render({
    messages: [{ role: "user", content: "Go." }],
    tools: [TOOL],
    templateArguments: { enable_thinking: false },
    addGenerationPrompt: true,
  }).ids;
}, 5 * MINUTES);

afterAll(async () => {
  await llama?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function grammarOf(demand: AnswerDemand): AnswerGrammar {
  return model.demand(demand, promptIds) ?? expect.fail("The family has no grammar for that.");
}

/** Whole answers that llama.cpp sampled within a grammar; those that came to no end are left out. */
async function sampled(grammar: AnswerGrammar): Promise<Int32Array[]> {
  const gbnf = gbnfGrammar(grammar);
  const answers: Int32Array[] = [];
  for (let seed = 1; seed <= ANSWERS; seed++) {
    await llama.sequence.adaptStateToTokens([], false);
    const steps = llama.sequence.evaluateWithMetadata(
      Array.from(promptIds),
      { confidence: true },
      {
        temperature: 1,
        topK: 0,
        topP: 1,
        minP: 0,
        seed,
        yieldEogToken: true,
        grammarEvaluationState: await llama.grammarState(gbnf),
      },
    );
    const ids: number[] = [];
    for await (const { token } of steps) {
      // It ends at tokens that it takes for ending ones by their names, `<|fim_pad|>` among them.
      const isEnd = /^<\|\w+\|>$/.test(model.decode([token]));
      if (isEnd) answers.push(Int32Array.from(ids));
      if (isEnd || ids.length === MOST_TOKENS) break;
      ids.push(token);
    }
  }
  return answers;
}

describe("what llama.cpp samples within a grammar", () => {
  it("is calls of the tool, with arguments of its schema, where a call is demanded", async () => {
    const answers = await sampled(grammarOf({ calls: { tools: [TOOL], atMostOne: false }, text: null }));
    expect(answers.length).toBeGreaterThan(ANSWERS / 2);
    for (const ids of answers) {
      const { toolCalls, illFormed, content } = model.parse(ids, promptIds, [TOOL]);
      expect({ illFormed, content }).toEqual({ illFormed: null, content: "" });
      expect(toolCalls.length).toBeGreaterThan(0);
      for (const { function: called } of toolCalls) {
        expect(called.name).toBe("travel");
        expect(fitsSchema(called.arguments, PARAMETERS), JSON.stringify(called.arguments)).toBe(true);
      }
    }
  });

  it("is one call where the client takes one", async () => {
    const answers = await sampled(grammarOf({ calls: { tools: [TOOL], atMostOne: true }, text: null }));
    expect(answers.length).toBeGreaterThan(ANSWERS / 2);
    for (const ids of answers) expect(model.parse(ids, promptIds, [TOOL]).toolCalls).toHaveLength(1);
  });

  it("is JSON of the schema where that is demanded", async () => {
    const answers = await sampled(grammarOf({ calls: null, text: { type: "json", schema: PARAMETERS } }));
    expect(answers.length).toBeGreaterThan(ANSWERS / 2);
    for (const ids of answers) {
      const { content } = model.parse(ids, promptIds, [], { callsAreText: true });
      const value: JsonValue = JSON.parse(content);
      expect(fitsSchema(value, PARAMETERS), content).toBe(true);
    }
  });

  it("is what a client's own rules derive", async () => {
    const rules = 'root ::= word ("-" word)?\nword ::= [a-z] [a-z] # two letters';
    const answers = await sampled(grammarOf({ calls: null, text: { type: "rules", grammar: rules } }));
    expect(answers.length).toBeGreaterThan(ANSWERS / 2);
    for (const ids of answers) {
      expect(model.parse(ids, promptIds).content).toMatch(/^[a-z]{2}(-[a-z]{2})?$/);
    }
  });
});

describe.each(FAMILY_FACTS)("the grammar of a demanded call of $name", (facts) => {
  it("is one that llama.cpp can read", async () => {
    const other = await facts.load();
    const { ids } = other.render({
      messages: [{ role: "user", content: "Go." }],
      tools: [TOOL],
      templateArguments: {},
      addGenerationPrompt: true,
    });
    const text = { type: "json", schema: PARAMETERS } as const;
    const grammar = other.demand({ calls: { tools: [TOOL], atMostOne: false }, text }, ids) ?? expect.fail();
    await expect(llama.grammarState(gbnfGrammar(grammar))).resolves.toBeInstanceOf(Object);
  });
});
