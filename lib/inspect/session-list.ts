import { z } from "zod";
import { parseSessionFilter, type SessionFilter } from "@/lib/core/session-filter";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { InspectContext } from "./inspect-context";
import { sessionRow } from "./session-row";

/** Rows of a page: the list keeps at most 60 in the document. */
const PAGE_ROWS = 50;

/** Filters as the URL holds them; what does not fit is left out, so that an old link still opens. */
const searchSchema = z.object({
  q: z.string().trim().max(200).catch("").default(""),
  status: z.enum(["open", "finished", "dropped"]).nullable().catch(null).default(null),
  cursor: z.string().max(500).nullable().catch(null).default(null),
});

export interface SessionList {
  readonly rows: readonly SessionRow[];
  readonly nextCursor: string | null;
  readonly filter: z.infer<typeof searchSchema>;
  /** Parts of the filter that are no condition, and what would be one; nothing is listed then. */
  readonly problems: SessionFilter["problems"];
}

/** One page of the list, the last changed session first. A cursor that does not fit starts from the top. */
export async function sessionList(
  { store }: Pick<InspectContext, "store">,
  search: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<SessionList> {
  const filter = searchSchema.parse(search);
  const { problems } = parseSessionFilter(filter.q);
  if (problems.length > 0) return { rows: [], nextCursor: null, filter, problems };
  const page = await store.listSessions({
    sort: "updated_at",
    limit: PAGE_ROWS,
    ...(filter.q ? { filter: filter.q } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.cursor ? { cursor: filter.cursor } : {}),
  });
  return { rows: page.sessions.map(sessionRow), nextCursor: page.nextCursor, filter, problems };
}
