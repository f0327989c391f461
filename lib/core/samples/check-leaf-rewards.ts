import type { JsonValue } from "@/lib/core/json/json-value";
import { RewardError } from "./reward-error";
import type { Sample } from "./sample";

/**
 * Throws `RewardError` for a reward that is no number, and for one of a leaf that no sample ends in. A leaf is named by
 * its node id or by the index of the turn that made it.
 *
 * @example
 * checkLeafRewards(samples, { "3": 1 }); // fine where turn 3 made a leaf
 */
export function checkLeafRewards(
  samples: readonly Pick<Sample, "leafNodeId" | "leafTurn">[],
  leafRewards: Readonly<Record<string, JsonValue>>,
): void {
  for (const [leaf, value] of Object.entries(leafRewards)) {
    if (typeof value !== "number") throw new RewardError(`The reward of leaf "${leaf}" is not a number.`);
    if (samples.some((sample) => sample.leafNodeId === leaf || String(sample.leafTurn) === leaf)) continue;
    const leaves = [...new Set(samples.map((sample) => `${sample.leafTurn} (${sample.leafNodeId})`))];
    const accepted =
      leaves.length === 0
        ? "the session has no sample, and so no leaf"
        : `the leaves are the turns ${leaves.join(", ")}`;
    throw new RewardError(`There is no leaf "${leaf}"; ${accepted}.`);
  }
}
