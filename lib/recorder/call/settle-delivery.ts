import type { ReplySink } from "@/lib/recorder/answer/reply-sink";
import { kindOfFailure } from "@/lib/recorder/edge/failure-of";
import type { CallInFlight } from "@/lib/recorder/session/call-in-flight";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import type { Job } from "./job";

/**
 * Waits for the fate of a recorded reply, has it written, and ends the call. Until it is written the turn is `pending`,
 * which a later echo settles too.
 */
export async function settleDelivery(
  session: LiveSession,
  call: CallInFlight,
  turn: number,
  body: ReplySink,
): Promise<void> {
  const outcome = await body.outcome;
  if (outcome === "gone") session.settle(turn, "undelivered");
  else session.delivered(turn, outcome);
  call.end();
}

/** Ends a call whose reply has begun and cannot be finished: the connection is cut. */
export function breakOff({ session, call, span }: Job, body: ReplySink, error: unknown): void {
  body.cut(error instanceof Error ? error : new Error(String(error)));
  session.failed(call);
  span.fail(kindOfFailure(error));
  call.end();
}
