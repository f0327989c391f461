import type { ExpectedRecording } from "./agent-client";
import { countBy } from "./count-by";
import type { RecordedRun, RecordedTree } from "./read-recorded-run";
import { unprovenTokens } from "./trained-token-proof";

/** What of a recording the matrix shows. */
export interface RecordingFacts {
  readonly turns: Record<string, number>;
  readonly sub_agent_turns: number;
  readonly lost: number;
  readonly retries: number;
  readonly forks: Record<string, number>;
  readonly accepted_rewrites: Record<string, number>;
  readonly samples: number;
  readonly sampled_tokens: number;
  readonly trained_tokens: number;
}

export function recordingFacts({ tree, samples, rewrites }: RecordedRun): RecordingFacts {
  return {
    turns: countBy(tree.turns.map((turn) => turn.auxiliary)),
    sub_agent_turns: tree.turns.filter((turn) => turn.sub_agent !== null).length,
    lost: tree.turns.filter(isLost).length,
    retries: tree.turns.filter((turn) => turn.retry_of !== null).length,
    forks: countBy(forkCauses(tree)),
    accepted_rewrites: countBy(rewrites),
    samples: samples.length,
    sampled_tokens: tree.ledger.sampled,
    trained_tokens: tree.ledger.trained,
  };
}

/** Causes of the forks that the conversation itself made; a call beside it, such as for a summary, is no fork of it. */
function forkCauses({ nodes, turns }: RecordedTree): string[] {
  const beside = new Set(turns.filter((turn) => turn.auxiliary !== "none").map((turn) => turn.index));
  return nodes.flatMap((node) =>
    node.fork_cause === null || beside.has(node.first_turn) ? [] : [node.fork_cause],
  );
}

/** Says what of a recording is not as it must be; empty when all is. */
export function judgeRecording(recording: RecordedRun, expected: ExpectedRecording): readonly string[] {
  const facts = recordingFacts(recording);
  const { tree, samples, generations, sessionIds } = recording;
  const problems: string[] = [];
  if (sessionIds.length !== 1) problems.push(`${sessionIds.length} sessions: ${sessionIds.join(", ")}`);
  // An engine that breaks off keeps no record of what it had sampled.
  const sampled = tree.turns.filter((turn) => turn.finish_reason !== "error").length;
  if (sampled !== generations.length) {
    problems.push(`${sampled} turns recorded of ${generations.length} sampled`);
  }
  const unsettled = tree.turns.filter((turn) => turn.delivery === "pending");
  if (unsettled.length > 0) problems.push(`pending: ${unsettled.map((turn) => turn.index).join(", ")}`);
  if (!tree.ledger.balanced) problems.push("the ledger of sampled tokens does not add up");
  if (!samples.some((sample) => sample.loss_mask.includes(1))) problems.push("no sample trains a token");
  for (const [index, sample] of samples.entries()) {
    const unproven = unprovenTokens(sample, generations);
    if (unproven.length > 0) {
      problems.push(`sample ${index} trains ${unproven.length} tokens that were not sampled there`);
    }
  }
  compareCounts({ lost: facts.lost, retries: facts.retries }, expected, problems);
  compare("turns", facts.turns, expected.turns, problems);
  compare("forks", facts.forks, expected.forks, problems);
  if (facts.sub_agent_turns !== expected.subAgentTurns) {
    problems.push(`${facts.sub_agent_turns} turns of sub-agents, not ${expected.subAgentTurns}`);
  }
  return problems;
}

function isLost({ delivery }: RecordedTree["turns"][number]): boolean {
  return delivery === "undelivered" || delivery === "partly_delivered";
}

function compareCounts(
  found: Pick<RecordingFacts, "lost" | "retries">,
  expected: ExpectedRecording,
  problems: string[],
): void {
  if (found.lost !== expected.lost) problems.push(`${found.lost} answers lost, not ${expected.lost}`);
  if (found.retries !== expected.retries) problems.push(`${found.retries} retries, not ${expected.retries}`);
}

function compare(
  what: string,
  found: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
  problems: string[],
): void {
  for (const name of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    const [is, should] = [found[name] ?? 0, expected[name] ?? 0];
    if (is !== should) problems.push(`${what}: ${is} ${name}, not ${should}`);
  }
}
