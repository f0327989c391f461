import type { Scenario, ScenarioMessage, ScenarioStep } from "@/scenarios/scenario";
import type { HeardConversation } from "./read-conversation";
import { type SimAnswer, simAnswerSchema } from "./sim-answer";

/** Finds the scripted answer to a conversation; null when no scenario knows it. */
export type Script = (conversation: HeardConversation) => SimAnswer | null;

/** Where Qwen's template begins to declare tools inside the system message. */
const TOOLS_HEADING = "# Tools\n\nYou may call one or more functions";

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

/** What tells a step of a scripted conversation from every other, as far as a prompt shows it. */
export function conversationKey(conversation: Omit<HeardConversation, "segments">): string {
  const { assistantSegments, system, firstUser, last } = conversation;
  const ownSystem = system.split(TOOLS_HEADING)[0]?.trim();
  return JSON.stringify([assistantSegments, ownSystem, firstUser.trim(), last.role, last.text.trim()]);
}
