import { callerAddress } from "@/lib/recorder/keys/caller-address";
import { type Key, mayDo, type Right } from "@/lib/recorder/keys/key";
import type { KeyGate } from "@/lib/recorder/keys/key-gate";
import { offeredToManagement } from "@/lib/recorder/keys/offered-keys";
import { wrongKey } from "@/lib/recorder/keys/wrong-key";
import type { Runtime } from "@/lib/server/runtime";
import { getRuntime } from "@/lib/server/runtime";
import { ManagementError } from "./management-error";
import { managementErrorResponse } from "./management-error-response";

const WAYS = "Give it as a bearer token, in the header x-turntree-token, or log in.";

/**
 * Answers a management call: asks for a key that may do what the route does, where keys are set, and gives errors as
 * `{"error": {message, type}}`. Throw `ManagementError` for anything the caller did wrong.
 */
export async function manage(
  request: Request,
  right: Right,
  answer: (runtime: Runtime) => Promise<Response>,
): Promise<Response> {
  try {
    const runtime = await getRuntime();
    const refusal = refuseKey(runtime.gate, request.headers, right);
    if (refusal !== null) throw refusal;
    return await answer(runtime);
  } catch (error) {
    return managementErrorResponse(error);
  }
}

/** Why a request may not do what a route does, as its key says: 401, 403, 429. */
function refuseKey(gate: KeyGate, headers: Headers, right: Right): ManagementError | null {
  const key = gate.recognise(offeredToManagement(headers), callerAddress(headers));
  switch (key.kind) {
    case "none":
    case "wrong":
    case "waits": {
      const { status, message, retryAfterSeconds } = wrongKey(key);
      return new ManagementError(status, `${message} ${WAYS}`, retryAfterSeconds);
    }
    case "open":
    case "admin":
    case "trainer":
    case "reader":
    case "session":
      return mayDo(key, right) ? null : new ManagementError(403, refusalOf(key, right));
    default:
      return key satisfies never;
  }
}

const DOINGS: Readonly<Record<Right, string>> = {
  read: "read recordings",
  export: "export samples",
  run: "open, finish or change sessions",
  import: "import recordings",
  call: "call the model",
};

function refusalOf({ kind }: Key, right: Right): string {
  return kind === "session"
    ? "A session's key calls the model in its session and does nothing else."
    : `The ${kind}'s key may not ${DOINGS[right]}.`;
}
