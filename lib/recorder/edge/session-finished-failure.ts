import type { CallFailure } from "@/lib/wire/protocol";

/** The answer to a straggler. */
export function sessionFinishedFailure(): CallFailure {
  return {
    status: 503,
    kind: "session_finished",
    message: "The session is finished or dropped and takes no more calls.",
  };
}
