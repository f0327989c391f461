import { IdServers } from "@/lib/engine/forwarded/id-servers";
import type { SessionRecord } from "@/lib/store/store";
import { KeptReplies } from "./answer/kept-replies";
import { answerCall } from "./call/answer-call";
import { Auditor } from "./call/auditor";
import type { CallTarget } from "./call/call-target";
import { countTokens } from "./call/count-tokens";
import { retrieveResponse } from "./call/retrieve-response";
import { closedUnderway } from "./edge/closed-underway";
import { CounterRefresher } from "./figures/counter-refresher";
import { dropSession } from "./lifecycle/drop-session";
import { finishSession, type SessionFinish } from "./lifecycle/finish-session";
import { openedSession } from "./lifecycle/opened-session";
import type { SessionOpening } from "./lifecycle/session-opening";
import type { RecorderParts } from "./parts";
import { ContextLength } from "./prompt/context-length";
import { LiveSessions } from "./session/live-sessions";
import { UnrecordedCalls } from "./session/unrecorded-calls";

/** Takes model calls, records them as turns, and opens, finishes and drops sessions. */
export interface Recorder {
  /** Answers a model call of any protocol; never rejects. */
  call(target: CallTarget, request: Request): Promise<Response>;
  /** Says how many tokens a call's prompt would take; never rejects. */
  count(target: CallTarget, request: Request): Promise<Response>;
  /** An answer of a session's by its id. Throws `UnknownReferenceError`. */
  retrieve(target: CallTarget, id: string, request: Request): Promise<Response>;
  /** The context length of the model as the engine serves it, in tokens. */
  contextTokens(): Promise<number>;
  /** Calls that could not be recorded, since the process began. */
  unrecordedCalls(): number;
  /** Opens a session. Throws `SessionExistsError`, `SessionOpeningError`, `PolicyError`. */
  open(opening: SessionOpening): Promise<SessionRecord>;
  /** Finishes a session; a finished one is answered as it is. */
  finish(id: string, fields: SessionFinish): Promise<SessionRecord>;
  /** Deletes a session's turns and keeps its id, so that stragglers are refused. */
  drop(id: string): Promise<void>;
  /**
   * Runs a write of a session that is none of a call's: calls that come meanwhile wait for it. Throws
   * `SessionBusyError` when one runs.
   */
  reserve<T>(id: string, write: () => Promise<T>): Promise<T>;
  /** Aborts all calls in flight, keeps what they had, and ends all work. The store is left open. */
  close(): Promise<void>;
}

export function createRecorder(parts: RecorderParts): Recorder {
  const sessions = new LiveSessions(parts.store);
  const auditor = new Auditor(parts.store);
  const context = new ContextLength(parts.engine, parts.settings.contextTokens);
  const unrecorded = new UnrecordedCalls();
  const idServers = new IdServers();
  const kept = new KeptReplies();
  const pipeline = { parts, sessions, auditor, context, unrecorded, idServers, kept };
  const refresher = new CounterRefresher(parts);
  const finishing = new Map<string, Promise<SessionRecord>>();
  const finish = (id: string, fields: SessionFinish) => {
    const running = finishing.get(id) ?? finishSession(parts, sessions, id, fields);
    finishing.set(id, running);
    return running.finally(() => finishing.delete(id));
  };
  return {
    call: (target, request) => answerCall(pipeline, target, request),
    count: (target, request) => countTokens(pipeline, target, request),
    retrieve: (target, id, request) => retrieveResponse(pipeline, target, id, request),
    contextTokens: () => context.tokens(),
    unrecordedCalls: () => unrecorded.count,
    open: (opening) => openSession(parts, opening),
    finish,
    reserve: (id, write) => sessions.reserve(id, write),
    drop: (id) => dropSession(parts, sessions, id),
    async close() {
      const live = await sessions.all();
      await Promise.all(live.map((session) => session.drain(0, closedUnderway("The server is stopping."))));
      await auditor.close();
      await refresher.close();
    },
  };
}

async function openSession(parts: RecorderParts, opening: SessionOpening): Promise<SessionRecord> {
  return parts.store.openSession(openedSession(opening, parts.settings));
}
