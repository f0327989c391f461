import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { conformanceResult } from "./file/conformance-result";
import { type ConformanceSession, readConformanceSession } from "./file/conformance-session";
import { parseJson } from "./json/parse-json";
import type { PolicyName } from "./policy/policy";
import { resolvePolicy } from "./policy/resolve-policy";
import { linearise } from "./samples/linearise";

/**
 * This vector records no log-probs and expects -0.5 for both tokens, while docs/samples.md and every other vector
 * without log-probs say 0.0. Nothing that is computed from the session can give -0.5, so its log-probs are compared
 * with 0.0 and all the rest with the vector.
 */
const CONTRADICTS_ITSELF = "branching-2.1-single-turn-linearize";

const VECTORS = [
  { file: "branching.jsonl", policy: "slime", sessions: 21 },
  { file: "random.jsonl", policy: "slime", sessions: 150 },
  { file: "repaired.jsonl", policy: "slime-repaired", sessions: 65 },
] as const;

function run(session: ConformanceSession, policy: PolicyName) {
  return linearise(session.recording, resolvePolicy(policy, session.settings), { reward: session.reward });
}

describe.each(VECTORS)("$file under $policy", ({ file, policy, sessions }) => {
  const lines = readFileSync(`test/fixtures/conformance/${file}`, "utf8").trim().split("\n");
  const vectors = lines.map((line) => readConformanceSession(parseJson(line)));

  it(`holds ${sessions} sessions`, () => {
    expect(vectors.length).toBe(sessions);
  });

  const consistent = vectors.filter(({ name }) => name !== CONTRADICTS_ITSELF);
  it.each(consistent)("$name: same tree, same samples", (session) => {
    const result = run(session, policy);
    expect(conformanceResult(session, result)).toEqual(session.expected);
    expect(result.ledger.balanced).toBe(true);
  });

  const inconsistent = vectors.filter(({ name }) => name === CONTRADICTS_ITSELF);
  it.each(inconsistent)("$name: same but for the log-probs, which it does not hold", (session) => {
    expect(session.recording.turns.map((turn) => turn.outputLogProbs)).toEqual([null]);
    const { tree, samples } = conformanceResult(session, run(session, policy));
    const withVectorsLogProbs = samples.map((sample) => ({
      ...Object(sample),
      rollout_log_probs: [-0.5, -0.5],
    }));
    expect({ tree, samples: withVectorsLogProbs }).toEqual(session.expected);
    expect(samples).toMatchObject([{ rollout_log_probs: [0, 0] }]);
  });
});
