import { CallError } from "./call-error";

/** The reason with which a call is aborted when its session or the server closes without it. */
export function closedUnderway(message: string): CallError {
  return new CallError({ status: 503, kind: "session_finished", message });
}
