import type { Recording } from "@/lib/core/recording/recording";
import { importedSession } from "@/lib/store/import/imported-session";
import type { SessionStatus } from "@/lib/store/store";
import { exportTurns } from "@/lib/store/turns/export-turns";
import { turnDigest } from "@/lib/store/turns/turn-digest";

/** A made recording as the `turns.jsonl` that the server would send, digests included, so that it can be imported. */
export async function turnsJsonl(
  recording: Recording,
  id = "bench",
  status: SessionStatus = "finished",
): Promise<string> {
  const counters = {
    turns: recording.turns.length,
    nodes: 0,
    forks: 0,
    drift_spans: 0,
    refused: 0,
    samples: 0,
    sampled_tokens: 0,
    trained_tokens: 0,
    context_tokens: 0,
    shape: null,
  };
  const session = {
    ...importedSession(id),
    status,
    counters,
    client: null,
    revision: 1,
    updated_at: 0,
    turn_rewards: null,
    reward_revision: 0,
    outcome: null,
    last_turn_at: 0,
  };
  const stamps = recording.turns.map(({ index, outputIds, outputLogProbs }) => ({
    digest: turnDigest(recording.prompts.ids(index), outputIds, outputLogProbs),
    createdAt: 0,
  }));
  const source = {
    readRecording: async () => recording,
    readTurnStamps: async () => stamps,
    evidence: { read: async () => new Map(), chain: async () => null },
    readAnnotations: async () => [],
    readTraces: async () => [],
  };
  const lines: string[] = [];
  for await (const line of exportTurns(source, session)) lines.push(line);
  return lines.join("\n");
}
