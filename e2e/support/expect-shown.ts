import { expect } from "@playwright/test";
import type { SampleLine } from "./download-samples";
import type { ShownToken } from "./shown-tokens";

/** The screen is the sample: ids, mask and log-probs on the page are those of the exported line. */
export function expectShown(shown: readonly ShownToken[], line: SampleLine): void {
  const responseStart = line.tokens.length - line.response_length;
  for (const { position, id, state, logProb } of shown) {
    expect(id, `id at ${position}`).toBe(line.tokens[position]);
    if (position < responseStart) {
      expect(state, `state at ${position}`).not.toBe("trained");
      continue;
    }
    const trained = state === "trained";
    expect(Number(trained), `mask at ${position}`).toBe(line.loss_mask[position - responseStart]);
    expect(trained ? logProb : 0, `log-prob at ${position}`).toBe(
      line.rollout_log_probs[position - responseStart],
    );
  }
}
