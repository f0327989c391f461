import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import type { AuxiliaryKind } from "@/lib/core/recording/turn";

/** What was said and offered in a session before a call. */
export interface SessionBefore {
  /** Whether an earlier call of the session offered tools. */
  readonly hasOfferedTools: boolean;
  /** Something of the session that a text holds word for word, beside other text; null when it holds nothing of it. */
  quotedIn(text: string): string | null;
}

/** What the rules look at: a call as its client made it, or as it was recorded. */
export interface ToldCall {
  readonly messages: readonly Message[];
  /** Tools that the model is told of. */
  readonly tools: readonly JsonValue[];
  /** Names of tools that only a provider's own servers run. */
  readonly serverTools: readonly string[];
  /** As the client said it. */
  readonly toolChoice: JsonValue;
  /** Most tokens that the answer may have; null when nothing was said. */
  readonly maxTokens: number | null;
  /** The other fields of the request. */
  readonly request: JsonObject;
  /** Whether the call is what its protocol calls a compaction, as the Responses API does. */
  readonly asksForCompaction: boolean;
  /** Headers of the client's own, by their names in small letters. */
  readonly clientHeaders: JsonObject;
  readonly session: SessionBefore;
}

/** Kinds that a rule can tell: an ordinary call is told by none, and a count has a path of its own. */
export type SideCallKind = Exclude<AuxiliaryKind, "none" | "count" | "warm_up">;

/** How one kind of call that is no part of the conversation is told. */
export interface SideCallRule {
  readonly name: string;
  readonly kind: SideCallKind;
  /**
   * `client`: by what the client says of the call in a header or a field of its own. `shape`: by how the call is made,
   * with words beside it, and only where the client does not say that the call is the conversation's.
   */
  readonly by: "client" | "shape";
  /** The shape in one sentence, for the docs and the page. */
  readonly shape: string;
  /** What was seen that tells it; null when the call is none of this kind. */
  evidence(call: ToldCall): string | null;
}
