import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { type ListFacets, listFacets, splitForFacets } from "@/lib/core/list/list-facets";
import type { ListPage, ListRow } from "@/lib/core/list/list-row";
import { searchedWords } from "@/lib/core/list/searched-words";
import { parseSessionFilter } from "@/lib/core/list/session-filter";
import { SESSION_SORTS } from "@/lib/core/list/session-sort";
import { textSnippet } from "@/lib/core/list/text-snippet";
import type { Message } from "@/lib/core/message/message";
import { sessionRowOf } from "@/lib/inspect/session/session-row-of";
import type { SessionRecord, Store } from "@/lib/store/store";

/** Rows of a page: the list keeps at most 60 in the document. */
const PAGE_ROWS = 50;

const setShape = {
  q: z.string().default(""),
  /** One session or several, by `id=` each. */
  id: z.array(z.string()).max(500).optional(),
};
const pageShape = z.object({
  ...setShape,
  sort: z.enum(SESSION_SORTS).default("created_at"),
  order: z.enum(["desc", "asc"]).default("desc"),
  cursor: z.string().max(500).optional(),
  backwards: z.stringbool().default(false),
});
const facetShape = z.object(setShape);

/** What the list reads of the store. */
export type ListSource = Pick<Store, "listSessions" | "readCauses" | "findMessages" | "countFacets">;

/**
 * One page of the list, either way from a cursor, each row with its causes and with where the words looked for stand.
 * Throws `FilterError` and `ZodError`.
 */
export async function sessionList(store: ListSource, search: URLSearchParams): Promise<ListPage> {
  const { q, id, sort, order, cursor, backwards } = pageShape.parse(parametersOf(search));
  const page = await store.listSessions({
    filter: q,
    sort,
    order,
    backwards,
    limit: PAGE_ROWS,
    ...(id && { ids: id }),
    ...(cursor !== undefined && { cursor }),
  });
  const rows = await listRows(store, page.sessions, q);
  return { rows, next_cursor: page.nextCursor, previous_cursor: page.previousCursor };
}

/** Sessions as rows of the list, in the order given. */
export async function listRows(
  store: Pick<ListSource, "readCauses" | "findMessages">,
  sessions: readonly SessionRecord[],
  filter: string,
): Promise<readonly ListRow[]> {
  const ids = sessions.map(({ id }) => id);
  const words = wordsOf(filter);
  const causes = await store.readCauses(ids);
  const found = words.length > 0 ? await store.findMessages(ids, words) : new Map<string, Message>();
  return sessions.map((session) => ({
    ...sessionRowOf(session),
    causes: causes.get(session.id) ?? [],
    snippet: textSnippet(textOf(found.get(session.id)), words),
  }));
}

/** How many sessions the filter leaves, and how many each further condition would. Throws as `sessionList` does. */
export async function sessionFacets(
  store: Pick<ListSource, "countFacets">,
  search: URLSearchParams,
): Promise<ListFacets> {
  const { q, id } = facetShape.parse(parametersOf(search));
  const { rest, own } = splitForFacets(q);
  return listFacets(await store.countFacets({ filter: rest, ...(id && { ids: id }) }), own);
}

function parametersOf(search: URLSearchParams): unknown {
  const ids = search.getAll("id");
  return { ...Object.fromEntries(search), id: ids.length > 0 ? ids : undefined };
}

/** The words that a filter looks for in messages. */
function wordsOf(filter: string): readonly string[] {
  return parseSessionFilter(filter).terms.flatMap((term) =>
    term.kind === "text" && !term.negated ? searchedWords(term.text) : [],
  );
}

function textOf(message: Message | undefined): string {
  if (!message) return "";
  const calls = (message.tool_calls ?? []).map(
    ({ function: called }) => `${called.name} ${stringifyJson(called.arguments)}`,
  );
  return [message.content ?? "", message.reasoning_content ?? "", ...calls].join(" ");
}
