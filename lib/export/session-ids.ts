import type { ExportFilter } from "./read-export-filter";

/** Where sessions are listed; a store is one. */
export interface SessionList {
  listSessions(query: {
    readonly status?: "open" | "finished";
    readonly search?: string;
    readonly filter?: string;
    readonly sort: "created_at";
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{
    readonly sessions: readonly { readonly id: string; readonly status: string }[];
    readonly nextCursor: string | null;
  }>;
}

const PAGE = 200;

/** Ids of the sessions that a filter leaves, a page at a time; dropped sessions have nothing to export. */
export async function* sessionIds(list: SessionList, filter: ExportFilter): AsyncGenerator<string> {
  if (filter.sessions.length > 0) {
    yield* filter.sessions;
    return;
  }
  const { sessions: _named, ...query } = filter;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<SessionList["listSessions"]>> = await list.listSessions({
      ...query,
      sort: "created_at",
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    for (const { id, status } of page.sessions) if (status !== "dropped") yield id;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
