import type { IdServers } from "@/lib/engine/forwarded/id-servers";
import type { KeptReplies } from "@/lib/recorder/answer/kept-replies";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { Sentinel } from "@/lib/recorder/rescore/sentinel";
import type { CallCapacity } from "@/lib/recorder/session/call-capacity";
import type { LiveSessions } from "@/lib/recorder/session/live-sessions";
import type { RunQuotas } from "@/lib/recorder/session/run-quotas";
import type { UnrecordedCalls } from "@/lib/recorder/session/unrecorded-calls";
import type { Tracing } from "@/lib/trace/tracing";
import type { Auditor } from "./auditor";

/** What all calls of a recorder share. */
export interface Pipeline {
  readonly parts: RecorderParts;
  readonly sessions: LiveSessions;
  readonly capacity: CallCapacity;
  readonly auditor: Auditor;
  readonly sentinel: Sentinel;
  readonly unrecorded: UnrecordedCalls;
  readonly idServers: IdServers;
  readonly kept: KeptReplies;
  readonly quotas: RunQuotas;
  readonly tracing: Tracing;
}
