import { ExportError } from "./export-error";

/**
 * The sessions with these ids, each read when its turn comes. Throws `ExportError` 404 for one that is not there.
 *
 * @param find where a session is looked up; null when it is not there.
 */
export async function* findSessions<Session>(
  ids: Iterable<string> | AsyncIterable<string>,
  find: (id: string) => Promise<Session | null>,
): AsyncGenerator<Session> {
  for await (const id of ids) {
    const session = await find(id);
    if (session === null) throw new ExportError(`There is no session "${id}".`, "session", 404);
    yield session;
  }
}
