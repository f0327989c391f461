import type { ListChoice } from "./list-state";

/** A place in the list, and on which side of it the page lies. */
export interface PagePlace {
  readonly cursor: string | null;
  readonly backwards: boolean;
}

export function listUrl({ q, sort, order }: ListChoice, { cursor, backwards }: PagePlace): string {
  const query = new URLSearchParams({ sort, order });
  if (q) query.set("q", q);
  if (cursor !== null) query.set("cursor", cursor);
  if (backwards) query.set("backwards", "true");
  return `/api/list?${query}`;
}

/** Rows of sessions named one by one, as far as the filter leaves them. */
export function rowsUrl(q: string, ids: readonly string[]): string {
  return `/api/list?${new URLSearchParams([["q", q], ...ids.map((id) => ["id", id])])}`;
}

export function facetsUrl(q: string): string {
  return `/api/list/facets?${new URLSearchParams({ q })}`;
}

export function peekUrl(id: string): string {
  return `/api/sessions/${encodeURIComponent(id)}/peek`;
}

/** Query of `/api/samples.jsonl` for the samples of all sessions that the filter leaves. */
export function exportQuery(q: string): string {
  return new URLSearchParams(q === "" ? {} : { filter: q }).toString();
}

export function sessionUrl(id: string): string {
  return `/sessions/${encodeURIComponent(id)}`;
}
