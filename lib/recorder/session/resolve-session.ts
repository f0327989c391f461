import { isSessionId, SESSION_ID_RULE } from "@/lib/core/recording/session-id";
import { takesOneCall } from "@/lib/recorder/answer/takes-one-call";
import { CallError } from "@/lib/recorder/edge/call-error";
import type { KeyRing } from "@/lib/recorder/keys/key-ring";
import { credentialOf } from "@/lib/recorder/keys/offered-keys";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/store";
import type { CallRequest } from "@/lib/wire/protocol";
import { clientName } from "./client-name";
import { clientSession } from "./client-session";
import type { SessionAddress } from "./session-address";
import { hashSecret, readsLikeId } from "./session-name";

interface Call {
  readonly headers: Headers;
  /** The session of the path or of the key; null where the rest of the call names it. */
  readonly pathSession: string | null;
  readonly hints: CallRequest["sessionHints"];
  /** In which a client behind a router is told. */
  readonly messages: CallRequest["messages"];
}

type Found = { readonly id: string; readonly shared: boolean };

interface Parts {
  readonly store: Store;
  readonly settings: Settings;
  readonly keys: KeyRing;
}

/** The credential of either kind; a key of this server is none. */
function foreignCredential(headers: Headers, keys: KeyRing): string | null {
  const credential = credentialOf(headers);
  return credential === null || keys.isKey(credential) ? null : credential;
}

async function namesOpenedSession(credential: string, store: Store): Promise<boolean> {
  if (!isSessionId(credential)) return false;
  return (await store.findSession(credential))?.origin === "api";
}

/** A credential's session: itself when it reads like an id, else a keyed hash. */
function sessionOfCredential(credential: string, { settings, keys }: Parts): string {
  if (settings.engine !== "passthrough" && readsLikeId(credential)) return credential;
  return hashSecret(credential, keys.credentialKey);
}

async function findAtRoot(call: Call, parts: Parts): Promise<Found> {
  const { store, settings, keys } = parts;
  const own = (id: string): Found => ({ id, shared: false });
  const named = call.headers.get("x-turntree-session");
  if (named) return own(named);
  const credential = foreignCredential(call.headers, keys);
  if (credential !== null && (await namesOpenedSession(credential, store))) return own(credential);
  const bearerFirst = settings.sessionFrom === "bearer" && credential !== null && readsLikeId(credential);
  const client = clientSession(call.headers).id;
  if (client && !bearerFirst) return own(client);
  if (credential !== null) return own(sessionOfCredential(credential, parts));
  if (call.hints.metadataSessionId) return own(call.hints.metadataSessionId);
  return { id: call.hints.user || "default", shared: true };
}

/**
 * Finds the session of a call: that of its path or its key, or at the root the first of the rules of docs/recording.md.
 *
 * @throws CallError 400 when the name found cannot be a session's.
 */
export async function resolveSession(call: Call, parts: Parts): Promise<SessionAddress> {
  const { settings } = parts;
  const { subAgent, clientHeaders } = clientSession(call.headers);
  const { id, shared } =
    call.pathSession === null ? await findAtRoot(call, parts) : { id: call.pathSession, shared: false };
  if (isSessionId(id)) {
    const client = clientName(call.headers, call.messages, settings.client);
    const oneCall = settings.oneCall && takesOneCall(call.headers);
    return { id, shared, ...client, oneCall, subAgent, clientHeaders };
  }
  throw new CallError({
    status: 400,
    kind: "invalid_request",
    message: `A session id ${SESSION_ID_RULE}`,
  });
}
