import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import type { EvidenceBytes } from "@/lib/core/evidence/evidence-bytes";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { AdvantageRule } from "@/lib/core/lab/group-advantages";
import type { Policy } from "@/lib/core/policy/policy";
import type { EvidenceKind } from "@/lib/core/recording/evidence-column";
import type { Recording } from "@/lib/core/recording/recording";
import type { SessionStatus } from "@/lib/core/recording/session-fields";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";

/** What an export needs to know of a session beside its turns; a stored session has all of it. */
export interface ExportedSession {
  readonly id: string;
  readonly status: SessionStatus;
  readonly group_index: number | null;
  readonly index: number | null;
  readonly rollout_id: number | string | null;
  readonly label: JsonValue;
  readonly prompt: JsonValue;
  readonly metadata: JsonObject;
  readonly labels: JsonObject;
  readonly model: string;
  readonly tokenizer: string;
  readonly reward: number | JsonObject | null;
  readonly leaf_rewards: JsonObject | null;
  /** By the index of the turn; null or absent where no turn has a reward of its own. */
  readonly turn_rewards?: JsonObject | null;
  /** That of the session's last change. */
  readonly revision: number;
  /** Which of its rewards it has: how often they were amended. */
  readonly reward_revision: number;
  /** How it ended, as its environment says; null when nothing was said. */
  readonly outcome: string | null;
  /** Milliseconds since 1970. */
  readonly created_at: number;
}

/** Where a session stands in its group. */
export interface PlaceInGroup {
  /** Position among the group's sessions, from 0. */
  readonly place: number;
  /** The standard deviation of the group's rewards under the format's rule; null when none has a reward. */
  readonly deviation: number | null;
  /** How many of the group's sessions the export takes. */
  readonly takingPart: number;
}

/** Everything that the lines of one session are made from. */
export interface ExportInput {
  readonly session: ExportedSession;
  readonly recording: Recording;
  readonly result: LineariseResult;
  readonly policy: Policy;
  /** What its reward is worth within its group, under the format's rule; null without a reward or a group. */
  readonly advantage: number | null;
  /** The reward that the export gave in place of the session's own; null where it gave none. */
  readonly reward: number | null;
  /** Where it stands in its group; null without one. */
  readonly group: PlaceInGroup | null;
  /** What each of its samples weighs, under the scheme that the export names. */
  readonly weight: number;
  /** What engines told of the turns' tokens, of the kinds that the format reads; absent where it reads none. */
  readonly evidence?: ReadonlyMap<number, EvidenceBytes>;
  /** Layers of the model whose experts the lines carry; null or absent where they carry none. */
  readonly expertLayers?: number | null;
  /** Digest of each turn, taken when it was received, hex; `digests[i]` is that of turn `i + 1`. */
  readonly turnDigests: readonly string[];
  /** Text of token ids, in the session's own tokenizer. */
  readonly decode: (ids: Int32Array) => string;
  /** Key that signs samples; null when none is set. */
  readonly signingKey: string | null;
  /** Takes note where each line came from, as it is made. */
  readonly trace?: (trace: SampleTrace) => void;
  /** Takes note of what packing saved, as a line is made. */
  readonly packed?: (saved: PackedTokens) => void;
}

/** Ids of samples as a prefix tree holds them, and as they stand each by itself. */
export interface PackedTokens {
  readonly together: number;
  readonly alone: number;
}

/** A way of writing samples. Lines are made one at a time, without the line break. */
export interface ExportFormat {
  readonly name: string;
  /** Whether its reader makes anything of a reward; it does unless said. */
  readonly needsReward?: false;
  /** What it tells of what engines told beside ids and log-probs. */
  readonly evidence?: readonly Extract<EvidenceKind, "experts" | "support">[];
  /** Whether lines hold text decoded from ids; only then is the session's tokenizer loaded. */
  readonly readsText?: boolean;
  /** How its trainer makes advantages of rewards; in standard deviations of the sample unless said. */
  readonly advantageRule?: AdvantageRule;
  /** Looks, before any line is made, whether the session has what the format needs. Throws `ExportError`. */
  check?(input: ExportInput): void;
  lines(input: ExportInput): Iterable<string>;
  /** The lines of several sessions that stand in one, where the format packs. */
  linesTogether?(inputs: readonly ExportInput[]): Iterable<string>;
}
