import type { MessagePort } from "node:worker_threads";
import type { EngineStanding } from "@/lib/engine/engine";
import type { DeliveredTurn, DeliveryOutcome } from "@/lib/recorder/answer/reply-sink";
import type { SessionAmendment } from "@/lib/recorder/lifecycle/amend-session";
import type { SessionFinish } from "@/lib/recorder/lifecycle/finish-session";
import type { SentinelReport } from "@/lib/recorder/rescore/sentinel";
import type { ThreadFault } from "@/lib/threads/thread-fault";

/** What is to be done with a call. */
export type CallTask =
  | { readonly does: "call" | "count" | "forward" }
  | { readonly does: "retrieve"; readonly name: string };

/** A call as it goes to the thread that takes it. */
export interface SentCall {
  readonly task: CallTask;
  readonly session: string | null;
  readonly key: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** The body; each has a buffer of its own, which is handed over. */
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
}

/** What of a session's management is done by the thread that takes its calls. */
export type ThreadAsk =
  | { readonly does: "finish"; readonly session: string; readonly fields: SessionFinish }
  | { readonly does: "amend"; readonly session: string; readonly fields: SessionAmendment }
  | { readonly does: "drop"; readonly session: string }
  /** Answered when no call of the session runs; none does until it is given back. */
  | { readonly does: "hold"; readonly session: string }
  | { readonly does: "close" };

/** What the serving thread tells a thread that records. */
export type ToRecorder =
  | { readonly type: "call"; readonly id: number; readonly call: SentCall }
  /** The client left before a reply began. */
  | { readonly type: "gone"; readonly id: number }
  /** What became of a reply. */
  | { readonly type: "outcome"; readonly id: number; readonly outcome: DeliveryOutcome }
  /** That a reply was taken could not be written. */
  | { readonly type: "unmarked"; readonly delivered: DeliveredTurn }
  | { readonly type: "ask"; readonly id: number; readonly ask: ThreadAsk }
  /** What was held is given back. */
  | { readonly type: "release"; readonly id: number }
  /** Another thread registered, changed or removed a model. */
  | { readonly type: "modelsChanged" };

/** The status and headers of a reply. */
export interface ReplyHead {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
}

/** Some of a reply, in order. */
export interface ReplyPart {
  readonly type: "reply";
  readonly id: number;
  /** With the first part. */
  readonly head: ReplyHead | null;
  readonly chunks: readonly (string | Uint8Array)[];
  /** `whole`: this was the last; `cut`: there is no more of it, though it is not whole. */
  readonly end: "whole" | "cut" | null;
  /** The turn that is delivered when the whole was taken. */
  readonly delivers: DeliveredTurn | null;
}

/** What a thread knows that no database does. */
export interface RecorderState {
  readonly unrecordedCalls: number;
  readonly sentinel: SentinelReport | null;
  /** By model. */
  readonly standings: Readonly<Record<string, EngineStanding>>;
}

/** What a thread that records tells the serving thread. */
export type FromRecorder =
  | ReplyPart
  /** The call is one of another thread's session; its body is given back. */
  | {
      readonly type: "elsewhere";
      readonly id: number;
      readonly session: string;
      readonly chunks: SentCall["chunks"];
    }
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "refusal"; readonly id: number; readonly fault: ThreadFault }
  | { readonly type: "state"; readonly state: RecorderState };

/** What a thread finds when it begins. */
export interface RecorderBelongings {
  /** The way to the process's writer. */
  readonly writer: MessagePort;
  /** Which of how many it is. */
  readonly place: number;
  readonly of: number;
  readonly cacheShare: number;
  /** What hides credentials in session ids where no setting does. */
  readonly credentialKey: string;
  /** Memory of `RunCounts`; null where a run may have all calls. */
  readonly runCounts: SharedArrayBuffer | null;
}
