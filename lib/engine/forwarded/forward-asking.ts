import { type ForwardedReply, type ForwardInput, forwardCall } from "@/lib/engine/forward-call";
import { type AddedParts, type IdServer, idRequest } from "./id-request";
import type { IdServers } from "./id-servers";

/** A reply, and what stands in it that its client did not ask for; null where it asked for all of it. */
export interface AskedReply {
  readonly reply: ForwardedReply;
  readonly added: AddedParts | null;
  /** Which server it is; null for one that does not say, or takes no request for ids. */
  readonly server: IdServer | null;
}

/** What a server answers to a call that it does not understand, before it samples anything. */
const MISUNDERSTOOD: ReadonlySet<number> = new Set([400, 422]);

/**
 * Passes a call on, and asks for the ids that prove its reply where the server returns them. A server that does not take
 * that is given the call as it came: it has sampled nothing.
 *
 * @param text The body, as text.
 * @throws EngineError as `forwardCall` does.
 */
export async function forwardAsking(
  plain: ForwardInput,
  text: string,
  servers: IdServers,
): Promise<AskedReply> {
  const server = await servers.find(plain);
  const asking = server === null ? null : idRequest(text, server);
  if (asking === null || !Object.values(asking.added).some(Boolean)) {
    return { reply: await forwardCall(plain), added: null, server };
  }
  const headers = new Headers(plain.headers);
  for (const [name, value] of Object.entries(asking.headers)) headers.set(name, value);
  const reply = await forwardCall({ ...plain, headers, body: Buffer.from(asking.body) });
  if (!MISUNDERSTOOD.has(reply.status)) return { reply, added: asking.added, server };
  for await (const _ of reply.body()) {
    // Read to its end, so that its connection is free.
  }
  const again = await forwardCall(plain);
  if (again.status < 400) servers.refuse();
  return { reply: again, added: null, server };
}
