import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Runtime } from "@/lib/server/runtime";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";

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
