import type { Scenario, ScenarioMessage, ScenarioStep } from "@/scenarios/scenario";
import { conversationKey } from "./conversation-key";
import type { HeardConversation } from "./read-conversation";
import { type SimAnswer, simAnswerSchema } from "./sim-answer";

/** Finds the scripted answer to a conversation; null when no scenario knows it. */
export type Script = (conversation: HeardConversation) => SimAnswer | null;

/**
 * Knows the scenarios by heart: a conversation that stands where a step of one stands gets that step's answer.
 * Where several steps stand at the same place (rollouts of one prompt, a retry) they are answered in turn.
 */
export function scenarioScript(scenarios: readonly Scenario[]): Script {
  const answers = new Map<string, SimAnswer[]>();
  for (const scenario of scenarios) {
    for (const step of scenario.steps) {
      const key = stepKey(step);
      answers.set(key, [...(answers.get(key) ?? []), simAnswerSchema.parse(step.answer)]);
    }
  }
  const asked = new Map<string, number>();
  return (conversation) => {
    const key = conversationKey(conversation);
    const known = answers.get(key);
    if (known === undefined) return null;
    const times = asked.get(key) ?? 0;
    asked.set(key, times + 1);
    return known[times % known.length] ?? null;
  };
}

/** The key that the conversation of a step will have when it is read back from a prompt. */
export function stepKey({ messages }: ScenarioStep): string {
  const content = (message: ScenarioMessage | undefined) => message?.content ?? "";
  const heard = messages.filter((message) => message.role !== "assistant");
  return conversationKey({
    assistantSegments: messages.length - heard.length,
    system: content(heard.find((message) => message.role === "system")),
    firstUser: content(heard.find((message) => message.role === "user")),
    last: { role: heard.at(-1)?.role ?? "user", text: content(heard.at(-1)) },
  });
}
