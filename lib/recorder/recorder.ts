import { runOf } from "@/lib/core/recording/run-of";
import type { EngineStanding } from "@/lib/engine/engine";
import { IdServers } from "@/lib/engine/forwarded/id-servers";
import type { SessionRecord } from "@/lib/store/store";
import { NO_TRACING } from "@/lib/trace/tracing";
import type { CallInput } from "./answer/call-input";
import { KeptReplies } from "./answer/kept-replies";
import { answerCall } from "./call/answer-call";
import { Auditor } from "./call/auditor";
import type { CallTarget } from "./call/call-target";
import { countTokens } from "./call/count-tokens";
import { forwardOther } from "./call/forward-other";
import { retrieveResponse } from "./call/retrieve-response";
import { closedUnderway } from "./edge/closed-underway";
import { CounterRefresher } from "./figures/counter-refresher";
import { Housekeeping } from "./housekeeping/housekeeping";
import { amendSession, type SessionAmendment } from "./lifecycle/amend-session";
import { dropSession } from "./lifecycle/drop-session";
import { finishSession, type SessionFinish } from "./lifecycle/finish-session";
import { openedSession } from "./lifecycle/opened-session";
import type { SessionOpening } from "./lifecycle/session-opening";
import { SessionOpeningError } from "./lifecycle/session-opening-error";
import { modelOfSettings } from "./models/model-of-settings";
import { ServedModels } from "./models/served-models";
import type { RecorderInput, RecorderParts } from "./parts";
import { Sentinel, type SentinelReport } from "./rescore/sentinel";
import { CallCapacity } from "./session/call-capacity";
import { LiveSessions } from "./session/live-sessions";
import { RunQuotas } from "./session/run-quotas";
import { UnrecordedCalls } from "./session/unrecorded-calls";

/** Takes model calls, records them as turns, and opens, finishes and drops sessions. */
export interface Recorder {
  /** Answers a model call of any protocol; never rejects. */
  call(target: CallTarget, request: CallInput): Promise<Response>;
  /** Says how many tokens a call's prompt would take; never rejects. */
  count(target: CallTarget, request: CallInput): Promise<Response>;
  /** An answer of a session's by its id. Throws `UnknownReferenceError`. */
  retrieve(target: CallTarget, id: string, request: CallInput): Promise<Response>;
  /** Passes on what is no model call, and records nothing; never rejects. */
  forward(target: CallTarget, request: CallInput): Promise<Response>;
  /** Calls that could not be recorded, since the process began. */
  unrecordedCalls(): number;
  /** What scoring turns again has shown; null where no turn is. */
  sentinel(): SentinelReport | null;
  /** What calls of a model have met at its engine, beside what the engine objects of this thread say themselves. */
  standing(model: string): EngineStanding;
  /** Opens a session. Throws `SessionExistsError`, `SessionOpeningError`, `PolicyError`, and `CallError` past a quota. */
  open(opening: SessionOpening): Promise<SessionRecord>;
  /** Finishes a session; a finished one is answered as it is, if its rewards are those that are given. */
  finish(id: string, fields: SessionFinish): Promise<SessionRecord>;
  /** Amends the rewards, labels and metadata of a session, finished or not. */
  amend(id: string, fields: SessionAmendment): Promise<SessionRecord>;
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

/** A recorder whose calls run in this thread. */
export interface LocalRecorder extends Recorder {
  /** A delivery that another thread was to write could not be written: a later echo settles it. */
  undoDelivered(session: string, turn: number): Promise<void>;
}

export function createRecorder({
  models,
  owns,
  runs,
  tracing = NO_TRACING,
  ...given
}: RecorderInput): LocalRecorder {
  const own = modelOfSettings(given.settings, given.engine, given.model);
  const parts = { ...given, models: models ?? new ServedModels(own) };
  const sessions = new LiveSessions(parts.store, owns);
  // Whoever hands over calls to several threads has counted them.
  const capacity = new CallCapacity(parts.settings, { countsAll: owns === undefined, runs });
  const housekeeping = new Housekeeping();
  const auditor = new Auditor(parts.store, housekeeping);
  const sentinel = new Sentinel(parts.engine, parts.settings.sentinelShare);
  const unrecorded = new UnrecordedCalls();
  const idServers = new IdServers();
  const kept = new KeptReplies();
  const quotas = new RunQuotas(parts.store.readRunUse, parts.settings.runQuota);
  const pipeline = {
    parts,
    sessions,
    capacity,
    auditor,
    sentinel,
    unrecorded,
    idServers,
    kept,
    quotas,
    tracing,
  };
  const refresher = new CounterRefresher(parts, housekeeping);
  const finishing = new Map<string, Promise<SessionRecord>>();
  const finish = async (id: string, fields: SessionFinish): Promise<SessionRecord> => {
    // Whoever comes meanwhile finds the session finished, or finishes it where that failed.
    for (let other = finishing.get(id); other !== undefined; other = finishing.get(id)) {
      await other.catch(() => undefined);
    }
    const running = finishSession(parts, sessions, id, fields);
    finishing.set(id, running);
    try {
      return await running;
    } finally {
      finishing.delete(id);
    }
  };
  return {
    call: (target, request) => answerCall(pipeline, target, request),
    count: (target, request) => countTokens(pipeline, target, request),
    retrieve: (target, id, request) => retrieveResponse(pipeline, target, id, request),
    forward: (target, request) => forwardOther(parts, target, request),
    unrecordedCalls: () => unrecorded.count,
    sentinel: () => sentinel.report(),
    standing: () => ({}),
    open: (opening) => openWithModel(parts, opening, quotas),
    finish,
    amend: (id, fields) => amendSession(parts, id, fields),
    reserve: (id, write) => sessions.reserve(id, write),
    drop: (id) => dropSession(parts, sessions, id),
    async undoDelivered(session, turn) {
      (await sessions.peek(session))?.undoDelivered(turn);
    },
    async close() {
      const live = await sessions.all();
      await Promise.all(live.map((session) => session.drain(0, closedUnderway("The server is stopping."))));
      await sentinel.close();
      refresher.close();
      await housekeeping.close();
      await tracing.close();
    },
  };
}

/** Opens a session. Throws as `Recorder.open`. */
export async function openWithModel(
  { store, settings, models }: RecorderParts,
  opening: SessionOpening,
  quotas: RunQuotas,
): Promise<SessionRecord> {
  const served = opening.engine == null ? models.own : await models.named(opening.engine);
  if (served === null) {
    throw new SessionOpeningError(
      `engine must be one of the models of GET /v1/models, not ${opening.engine}.`,
    );
  }
  if (served.isDraining) throw new SessionOpeningError(`The model ${served.name} takes no new sessions.`);
  const input = openedSession(opening, settings, served);
  await quotas.takeSession(runOf(input.labels));
  return store.openSession(input);
}
