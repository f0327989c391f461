import type { JsonObject } from "@/lib/core/json/json-value";
import type { SamplingDefaults } from "@/lib/recorder/prompt/resolve-sampling";
import type { SessionInput } from "@/lib/store/store";

/** Fields of a session that are kept as the trainer gave them. */
type Given = Pick<
  SessionInput,
  | "id"
  | "prompt_mode"
  | "matcher"
  | "group_index"
  | "index"
  | "rollout_id"
  | "label"
  | "prompt"
  | "max_context_tokens"
  | "max_turns"
  | "evidence"
  | "labels"
  | "metadata"
>;

/** The fields of a session that a trainer may set when it opens one; the server's settings stand for absent ones. */
export interface SessionOpening extends OrAbsent<Given> {
  /** The model that answers its calls, save those that name another; the server's own unless given. */
  readonly engine?: string | null | undefined;
  readonly sampling_defaults?: SamplingDefaults | null | undefined;
  /** A built-in policy's name, or a policy's fields. */
  readonly policy?: string | JsonObject | null | undefined;
}

type OrAbsent<T> = { readonly [Field in keyof T]?: T[Field] | null | undefined };
