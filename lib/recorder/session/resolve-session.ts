import { takesOneCall } from "@/lib/recorder/answer/takes-one-call";
import { CallError } from "@/lib/recorder/edge/call-error";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/store";
import type { CallRequest } from "@/lib/wire/protocol";
import { clientName } from "./client-name";
import { clientSession } from "./client-session";
import type { SessionAddress } from "./session-address";
import { hashSecret, isSessionId, readsLikeId } from "./session-name";

interface Call {
  readonly headers: Headers;
  /** The session of the path `/s/{session}`; null at the root. */
  readonly pathSession: string | null;
  readonly hints: CallRequest["sessionHints"];
  /** In which a client behind a router is told. */
  readonly messages: CallRequest["messages"];
}

type Found = { readonly id: string; readonly shared: boolean };

/** The credential of either kind; the API token names no session, and neither does an empty bearer. */
function credentialOf(headers: Headers, apiToken: string | null): string | null {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.get("authorization") ?? "")?.[1]?.trim();
  const credential = bearer || headers.get("x-api-key")?.trim() || null;
  return credential === apiToken ? null : credential;
}

async function namesOpenedSession(credential: string, store: Store): Promise<boolean> {
  if (!isSessionId(credential)) return false;
  return (await store.findSession(credential))?.origin === "api";
}

/**
 * A credential's session: itself when it reads like an id, else a keyed hash. Without a signing key the database's
 * address is the key. It is no secret, but it keeps equal keys of two installations apart. A provider's key is too long
 * to be guessed; whoever gives a password sets a signing key.
 */
function sessionOfCredential(credential: string, settings: Settings): string {
  if (settings.engine !== "passthrough" && readsLikeId(credential)) return credential;
  return hashSecret(credential, settings.signingKey ?? settings.databaseUrl);
}

async function findAtRoot(call: Call, store: Store, settings: Settings): Promise<Found> {
  const own = (id: string): Found => ({ id, shared: false });
  const named = call.headers.get("x-turntree-session");
  if (named) return own(named);
  const credential = credentialOf(call.headers, settings.apiToken);
  if (credential !== null && (await namesOpenedSession(credential, store))) return own(credential);
  const bearerFirst = settings.sessionFrom === "bearer" && credential !== null && readsLikeId(credential);
  const client = clientSession(call.headers).id;
  if (client && !bearerFirst) return own(client);
  if (credential !== null) return own(sessionOfCredential(credential, settings));
  if (call.hints.metadataSessionId) return own(call.hints.metadataSessionId);
  return { id: call.hints.user || "default", shared: true };
}

/**
 * Finds the session of a call: the path's, or at the root the first of the rules of docs/recording.md.
 *
 * @throws CallError 400 when the name found cannot be a session's.
 */
export async function resolveSession(call: Call, store: Store, settings: Settings): Promise<SessionAddress> {
  const { subAgent, clientHeaders } = clientSession(call.headers);
  const { id, shared } =
    call.pathSession === null
      ? await findAtRoot(call, store, settings)
      : { id: call.pathSession, shared: false };
  if (isSessionId(id)) {
    const client = clientName(call.headers, call.messages, settings.client);
    const oneCall = settings.oneCall && takesOneCall(call.headers);
    return { id, shared, ...client, oneCall, subAgent, clientHeaders };
  }
  throw new CallError({
    status: 400,
    kind: "invalid_request",
    message:
      "A session id must begin with a letter or a digit and hold up to 200 letters, digits and . _ : @ + = ~ -",
  });
}
