import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { ExportedSession } from "@/lib/export/export-input";
import type { SessionExport } from "@/lib/export/export-session";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";

/** Two turns with a tool result between them, and a sibling of the first that was cut off by length. */
export const FORKED: Recording = recordingOf(
  {
    promptMessages: [user("q")],
    prompt: [1, 2, 3],
    output: [11, 12],
    responseMessage: assistant("a"),
    outputLogProbs: Float64Array.from([-0.1, -1e-300]),
    weightVersion: "7",
  },
  {
    promptMessages: [user("q"), assistant("a"), { role: "tool", content: "4" }],
    prompt: [1, 2, 3, 11, 12, 4, 5],
    output: [13],
    responseMessage: assistant("b"),
    outputLogProbs: Float64Array.from([-0.30000000000000004]),
    weightVersion: "8",
    tools: [{ type: "function", function: { name: "f" } }],
  },
  {
    promptMessages: [user("other")],
    prompt: [1, 9],
    output: [14, 15, 16],
    outputLogProbs: Float64Array.from([-1 / 14, -1 / 15, -1 / 16]),
    finishReason: "length",
    weightVersion: "8",
  },
);

export const SESSION: ExportedSession = {
  id: "s1",
  status: "finished",
  group_index: 4,
  index: 9,
  rollout_id: null,
  label: "four",
  prompt: "q",
  metadata: { task: "t" },
  labels: {},
  model: "qwen3",
  tokenizer: "qwen3",
  reward: 1,
  leaf_rewards: null,
  revision: 812,
  reward_revision: 0,
  outcome: null,
  created_at: 1_700_000_000_000,
};

/** An export of a recording, as a test varies it. */
export function exportOf(recording: Recording, changes: Partial<SessionExport> = {}): SessionExport {
  return {
    session: SESSION,
    recording,
    turnDigests: recording.turns.map((turn) => `digest-${turn.index}`),
    policy: resolvePolicy("slime", { fork_threshold_tokens: 0 }),
    format: "slime",
    reward: null,
    advantage: 0.5,
    group: { place: 2, deviation: 0.7, takingPart: 4 },
    sampleWeight: "row",
    decode: (ids) => [...ids].map((id) => `<${id}>`).join(""),
    signingKey: null,
    ...changes,
  };
}
