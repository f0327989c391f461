import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { Store } from "@/lib/store/store";
import { exportTurns } from "@/lib/store/turns/export-turns";

/** The lines of a session's `turns.jsonl`. Throws `SessionNotFoundError`. */
export async function turnLinesOf(store: Store, id: string): Promise<string[]> {
  const session = await store.findSession(id);
  if (session === null) throw new SessionNotFoundError(id);
  const lines: string[] = [];
  for await (const line of exportTurns(store, session)) lines.push(line);
  return lines;
}
