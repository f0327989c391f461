import type { Message } from "@/lib/core/message";
import type { AcceptedRewrite, AuxiliaryKind } from "@/lib/core/turn";
import type { Sampling } from "@/lib/engine/engine";
import type { CallRequest, Protocol } from "@/lib/wire/protocol";
import type { Auditor } from "./auditor";
import type { BuiltPrompt } from "./build-prompt";
import type { CallInFlight } from "./call-in-flight";
import type { LiveSession } from "./live-session";
import type { RecorderParts } from "./parts";
import type { SessionAddress } from "./session-address";
import type { Match } from "./session-tree";

/** A call that was admitted and whose prompt is built: all that generating, recording and delivering need. */
export interface Job {
  readonly parts: RecorderParts;
  readonly auditor: Auditor;
  readonly protocol: Protocol;
  readonly request: CallRequest;
  readonly address: SessionAddress;
  readonly session: LiveSession;
  readonly call: CallInFlight;
  readonly prompt: BuiltPrompt;
  /** Digest of the head of the prompt: chains with another one are other trees. */
  readonly head: string;
  /** How far the call's history was known when it came. */
  readonly match: Match;
  /** The call's messages, those that are held already as the objects that are held. */
  readonly promptMessages: readonly Message[];
  readonly rewrites: readonly AcceptedRewrite[];
  readonly sampling: Sampling;
  readonly auxiliary: AuxiliaryKind;
  /** The turn that this call asks again; null when it is not a retry. */
  readonly retryOf: number | null;
  /** The client's connection. */
  readonly connection: AbortSignal;
  /** Milliseconds from receipt until the prompt was built. */
  readonly promptMs: number;
}
