import type { FieldChange } from "@/lib/core/annotations/managed-change";
import { type Key, mayDo, type Right } from "@/lib/recorder/keys/key";
import type { KeyGate } from "@/lib/recorder/keys/key-gate";
import { whoManages } from "@/lib/recorder/keys/who-manages";
import { wrongKey } from "@/lib/recorder/keys/wrong-key";
import type { Runtime } from "@/lib/server/runtime";
import { getRuntime } from "@/lib/server/runtime";
import { keepChange } from "./audit/keep-change";
import type { NoteFields } from "./audit/noting-session";
import { ManagementError } from "./management-error";
import { managementErrorResponse } from "./management-error-response";

const WAYS = "Give it as a bearer token, in the header x-turntree-token, or log in.";

/**
 * Answers a management call: asks for a key that may do what the route does, where keys are set, and gives errors as
 * `{"error": {message, type}}`. Throw `ManagementError` for anything the caller did wrong.
 *
 * @param answer may note what stood before and after its change, for the audit log.
 */
export async function manage(
  request: Request,
  right: Right,
  answer: (runtime: Runtime, note: NoteFields) => Promise<Response>,
): Promise<Response> {
  try {
    const runtime = await getRuntime();
    const key = knownKey(runtime.gate, request.headers);
    const fields: FieldChange[] = [];
    const response = await answerTo(key, right, () => answer(runtime, (told) => void fields.push(...told)));
    // What only reads may be asked by POST too.
    if (right !== "read") keepChange(runtime, request, key, response, fields);
    return response;
  } catch (error) {
    return managementErrorResponse(error);
  }
}

/** What a key gets from a route: its answer, or why not. */
async function answerTo(key: Key, right: Right, answer: () => Promise<Response>): Promise<Response> {
  try {
    if (!mayDo(key, right)) throw new ManagementError(403, refusalOf(key, right));
    return await answer();
  } catch (error) {
    return managementErrorResponse(error);
  }
}

/** Whose key a request has. Throws `ManagementError` where it has none: 401, 429. */
function knownKey(gate: KeyGate, headers: Headers): Key {
  const key = whoManages(gate, headers);
  switch (key.kind) {
    case "none":
    case "wrong":
    case "waits": {
      const { status, message, retryAfterSeconds } = wrongKey(key);
      throw new ManagementError(status, `${message} ${WAYS}`, retryAfterSeconds);
    }
    case "open":
    case "admin":
    case "trainer":
    case "reader":
    case "session":
      return key;
    default:
      return key satisfies never;
  }
}

const DOINGS: Readonly<Record<Right, string>> = {
  read: "read recordings",
  export: "export samples",
  run: "open, finish or change sessions",
  import: "import recordings",
  serve: "register or remove models",
  audit: "read who changed what",
  call: "call the model",
};

function refusalOf({ kind }: Key, right: Right): string {
  return kind === "session"
    ? "A session's key calls the model in its session and does nothing else."
    : `The ${kind}'s key may not ${DOINGS[right]}.`;
}
