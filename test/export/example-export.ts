import type { Message } from "@/lib/core/message/message";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { promptsFromArrays } from "@/lib/core/recording/prompts-from-arrays";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { ExportedSession } from "@/lib/export/export-input";
import type { SessionExport } from "@/lib/export/export-session";

/** A turn as a test states it. */
export interface TurnSketch {
  readonly promptMessages: readonly Message[];
  readonly promptIds: readonly number[];
  readonly outputIds: readonly number[];
  readonly response?: Message | null;
  readonly logProbs?: readonly number[] | null;
  readonly finishReason?: Turn["finishReason"];
  readonly weightVersion?: string | null;
  readonly illFormed?: string | null;
  readonly auxiliary?: Turn["auxiliary"];
  readonly facts?: Turn["facts"];
}

function turnOf(sketch: TurnSketch, at: number): Turn {
  return {
    index: at + 1,
    promptMessages: sketch.promptMessages,
    responseMessage:
      sketch.response === undefined ? { role: "assistant", content: `answer ${at + 1}` } : sketch.response,
    outputIds: Int32Array.from(sketch.outputIds),
    outputLogProbs:
      sketch.logProbs === null
        ? null
        : Float64Array.from(sketch.logProbs ?? sketch.outputIds.map((id) => -1 / id)),
    finishReason: sketch.finishReason ?? "stop",
    matchedStop: null,
    illFormed: sketch.illFormed ?? null,
    delivery: "delivered",
    auxiliary: sketch.auxiliary ?? "none",
    retryOf: null,
    promptBuild: "graft",
    refusal: null,
    scaffolds: [],
    acceptedRewrites: [],
    headerDigest: "",
    messageStarts: new Int32Array(),
    weightVersion: sketch.weightVersion ?? null,
    logProbSemantics: "raw",
    subAgent: null,
    facts: sketch.facts ?? {},
  };
}

/** A recording from its turns. */
export function recordingOf(sketches: readonly TurnSketch[]): Recording {
  const turns = sketches.map(turnOf);
  const arrays = sketches.map((sketch) => ({
    promptIds: Int32Array.from(sketch.promptIds),
    outputIds: Int32Array.from(sketch.outputIds),
  }));
  return { turns, prompts: promptsFromArrays(arrays) };
}

const user = (content: string): Message => ({ role: "user", content });
const assistant = (content: string): Message => ({ role: "assistant", content });

/** Two turns with a tool result between them, and a sibling of the first that was cut off by length. */
export const FORKED: Recording = recordingOf([
  {
    promptMessages: [user("q")],
    promptIds: [1, 2, 3],
    outputIds: [11, 12],
    response: assistant("a"),
    logProbs: [-0.1, -1e-300],
    weightVersion: "7",
  },
  {
    promptMessages: [user("q"), assistant("a"), { role: "tool", content: "4" }],
    promptIds: [1, 2, 3, 11, 12, 4, 5],
    outputIds: [13],
    response: assistant("b"),
    logProbs: [-0.30000000000000004],
    weightVersion: "8",
    facts: { tools: [{ type: "function", function: { name: "f" } }] },
  },
  {
    promptMessages: [user("other")],
    promptIds: [1, 9],
    outputIds: [14, 15, 16],
    finishReason: "length",
  },
]);

export const SESSION: ExportedSession = {
  id: "s1",
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
    advantage: null,
    decode: (ids) => [...ids].map((id) => `<${id}>`).join(""),
    signingKey: null,
    ...changes,
  };
}
