import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { AdvantageRule } from "@/lib/core/lab/group-advantages";
import type { Policy } from "@/lib/core/policy/policy";
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
  /** Milliseconds since 1970. */
  readonly created_at: number;
}

/** Where a session stands in its group. */
export interface PlaceInGroup {
  /** Position among the group's sessions, from 0. */
  readonly place: number;
  /** The standard deviation of the group's rewards under the format's rule; null when none has a reward. */
  readonly deviation: number | null;
}

/** Everything that the lines of one session are made from. */
export interface ExportInput {
  readonly session: ExportedSession;
  readonly recording: Recording;
  readonly result: LineariseResult;
  readonly policy: Policy;
  /** What its reward is worth within its group, under the format's rule; null without a reward or a group. */
  readonly advantage: number | null;
  /** Where it stands in its group; null without one. */
  readonly group: PlaceInGroup | null;
  /** Digest of each turn, taken when it was received, hex; `digests[i]` is that of turn `i + 1`. */
  readonly turnDigests: readonly string[];
  /** Text of token ids, in the session's own tokenizer. */
  readonly decode: (ids: Int32Array) => string;
  /** Key that signs samples; null when none is set. */
  readonly signingKey: string | null;
}

/** A way of writing samples. Lines are made one at a time, without the line break. */
export interface ExportFormat {
  readonly name: string;
  /** Whether lines hold text decoded from ids; only then is the session's tokenizer loaded. */
  readonly readsText?: boolean;
  /** How its trainer makes advantages of rewards; in standard deviations of the sample unless said. */
  readonly advantageRule?: AdvantageRule;
  /** Looks, before any line is made, whether the session has what the format needs. Throws `ExportError`. */
  check?(input: ExportInput): void;
  lines(input: ExportInput): Iterable<string>;
}
