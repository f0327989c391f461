import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";

/** A rollout of a training run, and the loss that the trainer told of it. */
export interface TrainedRollout {
  readonly scenario: Scenario;
  readonly loss: number;
}

/** The step at which the loss goes up. */
export const TROUBLED_STEP = 61;

const ROLLOUTS = [1, 2] as const;

/** What the harness sends in place of an answer since it shortens its history. */
const SHORTENED = "[answer shortened]";

/**
 * Three steps of a run. At step 61 the harness began to shorten the model's answers before it sends them back, so that
 * what was sampled stands in no sample, and the trainer's loss goes up. Nothing else differs between the steps.
 */
export const trainingRun: readonly TrainedRollout[] = [60, TROUBLED_STEP, 62].flatMap((step) =>
  ROLLOUTS.map((rollout) => ({
    scenario: rolloutOf(step, rollout),
    loss: step === TROUBLED_STEP ? 1.9 : 0.4,
  })),
);

function rolloutOf(step: number, rollout: number): Scenario {
  const harness = new ScenarioWriter()
    .user(`Add up ledger ${step}-${rollout}, line by line.`)
    .call({ text: "The first line is 12, the second 30, and the third 8, which makes 50 in all." });
  if (step === TROUBLED_STEP) harness.rewrite({ content: SHORTENED });
  harness.user("And without the second line?").call({ text: "Without it there are 20 in all." });
  return {
    name: `step-${step}-${rollout}`,
    shows: "A rollout of a run whose loss goes up at step 61.",
    tools: [],
    session: {
      group_index: step,
      index: step * ROLLOUTS.length + rollout,
      labels: { run: "r7", step: String(step) },
    },
    steps: harness.steps,
    finish: { reward: rollout },
  };
}
