import type { IdServers } from "@/lib/engine/forwarded/id-servers";
import type { KeptReplies } from "@/lib/recorder/answer/kept-replies";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { ContextLength } from "@/lib/recorder/prompt/context-length";
import type { LiveSessions } from "@/lib/recorder/session/live-sessions";
import type { UnrecordedCalls } from "@/lib/recorder/session/unrecorded-calls";
import type { Auditor } from "./auditor";

/** What all calls of a recorder share. */
export interface Pipeline {
  readonly parts: RecorderParts;
  readonly sessions: LiveSessions;
  readonly auditor: Auditor;
  readonly context: ContextLength;
  readonly unrecorded: UnrecordedCalls;
  readonly idServers: IdServers;
  readonly kept: KeptReplies;
}
