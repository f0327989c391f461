import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import type { Scenario, ScenarioMessage, ScenarioStep } from "./scenario";
import { SCENARIOS } from "./scenarios";
import { generateRequestSchema } from "./sim/generate-request";
import { planSampling } from "./sim/plan-sampling";
import { readConversation } from "./sim/read-conversation";
import { conversationKey, stepKey } from "./sim/scenario-script";
import { simAnswerSchema } from "./sim/sim-answer";
import { defaultTokenizerFolder, loadVocabulary } from "./sim/vocabulary";

const vocabulary = loadVocabulary(defaultTokenizerFolder());
let model: LanguageModel;
beforeAll(async () => {
  model = await loadLanguageModel("qwen3");
});

/** What the simulated engine samples for a step. */
function sample(step: ScenarioStep) {
  const answer = simAnswerSchema.parse(step.answer);
  const request = generateRequestSchema.parse({
    input_ids: [1],
    sampling_params: { max_new_tokens: step.maxTokens ?? 40_000 },
  });
  return planSampling(request, answer.text ?? "", answer, vocabulary, 1);
}

/** A step's messages as the recorder would hold them, with what the model said parsed from its ids. */
function heldMessages(scenario: Scenario, step: ScenarioStep): Message[] {
  return step.messages.map((message: ScenarioMessage): Message => {
    if (!("echoes" in message)) return message;
    const said = scenario.steps[message.echoes];
    if (said === undefined) throw new Error("An echo of a step that is not there.");
    const parsed = model.parse(Int32Array.from(sample(said).ids));
    return {
      role: "assistant",
      content: message.content ?? parsed.content,
      reasoning_content: parsed.reasoning,
      tool_calls: parsed.toolCalls,
    };
  });
}

describe("the named scenarios", () => {
  it("have names of their own", () => {
    expect(new Set(SCENARIOS.map((scenario) => scenario.name)).size).toBe(SCENARIOS.length);
  });

  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    "%s is recognised by the simulated engine at every step",
    (_, scenario) => {
      for (const step of scenario.steps.slice(-40)) {
        const { ids } = model.render({
          messages: heldMessages(scenario, step),
          tools: z.array(z.custom<JsonValue>()).parse(scenario.tools),
          templateArguments: {},
          addGenerationPrompt: true,
        });
        expect(conversationKey(readConversation(Array.from(ids), vocabulary))).toBe(stepKey(step));
      }
    },
  );

  it("stand at the same place only where they are meant to", () => {
    const owners = new Map<string, Set<string>>();
    for (const scenario of SCENARIOS) {
      for (const step of scenario.steps) {
        owners.set(stepKey(step), (owners.get(stepKey(step)) ?? new Set()).add(scenario.name));
      }
    }
    const shared = new Set(
      Array.from(owners.values(), (names) => [...names].join()).filter((n) => n.includes(",")),
    );
    expect([...shared]).toEqual([
      "drift-fork,drift-spared",
      "drift-render,drift-graft",
      "group-rollout-1,group-rollout-2,group-rollout-3,group-rollout-4",
    ]);
  });

  it("slime-issue-2338 has the issue's sizes: 28,404 sampled tokens, then a turn of 61", () => {
    const scenario = SCENARIOS.find(({ name }) => name === "slime-issue-2338");
    expect(scenario?.steps.map((step) => sample(step).ids.length)).toEqual([28_404, 61]);
  });

  it("drift only where they say so: all other plain answers encode to what was sampled", () => {
    for (const scenario of SCENARIOS) {
      for (const step of scenario.steps.slice(0, 20)) {
        if (step.answer.tokenisation !== "plain" || step.maxTokens !== undefined) continue;
        const ids = sample(step).ids.slice(0, -1);
        const { content, reasoning, toolCalls } = model.parse(Int32Array.from(ids));
        const shown = model.decode(ids);
        expect(shown).toContain(content);
        expect(reasoning === null || shown.includes(reasoning)).toBe(true);
        expect(
          scenario.name === "ill-formed" || toolCalls.length === shown.split("<tool_call>").length - 1,
        ).toBe(true);
      }
    }
  });
});
