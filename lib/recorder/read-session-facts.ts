import { stringifyJson } from "@/lib/core/stringify-json";
import { SessionNotFoundError } from "@/lib/store/session-not-found-error";
import type { Runtime } from "./runtime";

/**
 * `GET /api/sessions/{id}`: facts and counters of one session.
 *
 * @throws SessionNotFoundError
 */
export async function readSessionFacts({ store }: Pick<Runtime, "store">, id: string): Promise<Response> {
  const record = await store.findSession(id);
  if (record === null) throw new SessionNotFoundError(id);
  return new Response(stringifyJson(record), { headers: { "content-type": "application/json" } });
}
