import type { ReplyBody } from "@/lib/recorder/answer/reply-body";
import type { CallInFlight } from "@/lib/recorder/session/call-in-flight";
import type { LiveSession } from "@/lib/recorder/session/live-session";

/**
 * Waits for the fate of a recorded reply, writes it, and ends the call. Nothing waits for this but finishing the
 * session: until it is written the turn is `pending`, which a later echo settles too.
 */
export async function settleDelivery(
  session: LiveSession,
  call: CallInFlight,
  turn: number,
  body: ReplyBody,
): Promise<void> {
  try {
    const outcome = await body.outcome;
    await session.settle(turn, outcome === "drained" ? "delivered" : "undelivered");
  } catch (error) {
    console.error(`The delivery of turn ${turn} of session ${session.input.id} could not be written:`, error);
  } finally {
    call.end();
  }
}
