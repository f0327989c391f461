import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";

const PROMPT = "A train leaves at 9:40 and arrives at 13:05. How long does it travel?";

const ANSWERS = [
  { text: "From 9:40 to 13:05 are 3 hours and 25 minutes.", reward: 1 },
  { text: "It travels for 3 hours and 25 minutes.", reward: 1 },
  { text: "It travels for 4 hours and 25 minutes.", reward: 0 },
  { text: "13:05 minus 9:40 is 3:65, so 4 hours and 5 minutes.", reward: 0 },
] as const;

/** Four rollouts of one prompt, as a group-relative trainer asks for them. */
export const groupRollouts: readonly Scenario[] = ANSWERS.map(({ text, reward }, i) => ({
  name: `group-rollout-${i + 1}`,
  shows: "One of four rollouts of the same prompt, for a group of rewards.",
  tools: [],
  session: { group_index: 9, index: 90 + i, label: "3:25", prompt: PROMPT },
  steps: new ScenarioWriter().user(PROMPT).call({ text }).steps,
  finish: { reward },
}));
