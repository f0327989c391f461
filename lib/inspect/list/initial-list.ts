import { z } from "zod";
import type { ListFacets } from "@/lib/core/list/list-facets";
import type { ListPage } from "@/lib/core/list/list-row";
import { readableFilter } from "@/lib/core/list/readable-filter";
import { SESSION_SORTS } from "@/lib/core/list/session-sort";
import { FilterError } from "@/lib/store/rows/filter-error";
import { type ListSource, sessionFacets, sessionList } from "./session-list";

/** The list as the URL asks for it; what does not fit is left out, so that an old link still opens. */
const shape = z.object({
  q: z.string().catch("").default(""),
  sort: z.enum(SESSION_SORTS).catch("created_at").default("created_at"),
  order: z.enum(["desc", "asc"]).catch("desc").default("desc"),
  cursor: z.string().max(500).nullable().catch(null).default(null),
});

/** What the server sends with the page of the list. */
export interface FirstList {
  readonly choice: Pick<z.infer<typeof shape>, "q" | "sort" | "order">;
  readonly cursor: string | null;
  readonly page: ListPage;
  readonly facets: ListFacets;
}

/** The first page and the facets, without the parts of the filter that cannot be read; the page says which. */
export async function initialList(
  store: ListSource,
  search: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<FirstList> {
  const { q: typed, cursor, ...order } = shape.parse(search);
  const q = readableFilter(typed);
  const choice = { q, ...order };
  const facets = await sessionFacets(store, new URLSearchParams({ q }));
  if (cursor !== null) {
    try {
      const page = await sessionList(store, new URLSearchParams({ ...choice, cursor }));
      return { choice, cursor, page, facets };
    } catch (error) {
      // A cursor that no page gave starts from the top.
      if (!(error instanceof FilterError)) throw error;
    }
  }
  return { choice, cursor: null, page: await sessionList(store, new URLSearchParams(choice)), facets };
}
