import { CallError } from "@/lib/recorder/edge/call-error";
import type { CallPath } from "@/lib/recorder/edge/call-path";
import { callerAddress } from "@/lib/recorder/keys/caller-address";
import { type Key, mayDo } from "@/lib/recorder/keys/key";
import type { KeyGate } from "@/lib/recorder/keys/key-gate";
import { offeredToCall } from "@/lib/recorder/keys/offered-keys";
import { wrongKey } from "@/lib/recorder/keys/wrong-key";
import type { Store } from "@/lib/store/store";
import type { CallFailure } from "@/lib/wire/protocol";

const WAYS =
  "A session's key comes with POST /api/sessions: in its base URLs, or as the client's bearer token or x-api-key. " +
  "The trainer's token may stand there too, or in the header x-turntree-token.";

const OLD_ADDRESS =
  "Addresses that begin with /t/ carry the admin's token and are no longer answered. Use the base_url that " +
  "POST /api/sessions answers, which carries a key of its session alone, or /s/{session} with the trainer's token " +
  "as bearer token or in the header x-turntree-token.";

interface Admitting {
  readonly gate: KeyGate;
  readonly store: Pick<Store, "sessionHead">;
}

/**
 * Lets a model call in by its key.
 *
 * @returns the session that its key or its path names; null where the rest of the call does.
 * @throws CallError 401 without a key, with a wrong one and with that of a session that is not open; 403 for a key that
 *   may not make this call; 429 for guesses.
 */
export async function admitCall(
  { gate, store }: Admitting,
  { headers }: Request,
  path: CallPath,
): Promise<string | null> {
  if (path.isOld) throw refusal(403, OLD_ADDRESS);
  const key = gate.recognise(offeredToCall(headers, path.key), callerAddress(headers));
  switch (key.kind) {
    case "none":
    case "wrong":
    case "waits": {
      const { status, message, retryAfterSeconds } = wrongKey(key);
      const kind = status === 429 ? "too_many" : "unauthorised";
      const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      throw new CallError({ status, kind, message: `${message} ${WAYS}`, ...wait });
    }
    case "session":
      return admitSession(key.session, store, headers, path);
    case "open":
    case "admin":
    case "trainer":
    case "reader":
      return admitToken(key, path);
    default:
      return key satisfies never;
  }
}

function admitToken(key: Key, path: CallPath): string | null {
  if (!mayDo(key, "call")) throw refusal(403, `The ${key.kind}'s key does not call the model.`);
  if (path.key === null) return path.session;
  if (key.kind === "open") throw refusal(403, "This server asks for no keys: call /s/{session} without /k/.");
  throw refusal(403, `An address holds a session's key and no token. ${WAYS}`);
}

async function admitSession(
  session: string,
  store: Pick<Store, "sessionHead">,
  headers: Headers,
  path: CallPath,
): Promise<string> {
  const named = [path.session, headers.get("x-turntree-session")].filter((name) => name);
  if (named.some((name) => name !== session)) throw refusal(403, "This key is that of another session.");
  const status = (await store.sessionHead(session))?.status ?? null;
  if (status === "open") return session;
  throw refusal(
    401,
    status === null
      ? "No session of this key is open."
      : `The session of this key is ${status}, and its key died with it.`,
  );
}

function refusal(status: 401 | 403, message: string): CallError {
  const kind: CallFailure["kind"] = status === 401 ? "unauthorised" : "forbidden";
  return new CallError({ status, kind, message });
}
