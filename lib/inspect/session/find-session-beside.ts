import { z } from "zod";
import type { SessionBeside } from "@/lib/core/list/session-beside";
import { SESSION_SORTS } from "@/lib/core/list/session-sort";
import type { Store } from "@/lib/store/store";

const shape = z.object({
  session: z.string(),
  side: z.enum(["after", "before"]),
  q: z.string().default(""),
  sort: z.enum(SESSION_SORTS).default("created_at"),
  order: z.enum(["desc", "asc"]).default("desc"),
});

/** The session on one side of a session in a filtered and sorted list. Throws `FilterError` and `ZodError`. */
export async function findSessionBeside(
  store: Pick<Store, "listSessions" | "placeSession">,
  search: URLSearchParams,
): Promise<SessionBeside> {
  const { session, side, q, sort, order } = shape.parse(Object.fromEntries(search));
  const list = { filter: q, sort, order };
  const { sessions } = await store.listSessions({ ...list, [side]: session, limit: 1 });
  const beside = sessions[0]?.id ?? null;
  const { place, of } = await store.placeSession(beside ?? session, list);
  return { session: beside, place: beside === null ? null : place, of };
}
