import type { CauseSubject } from "@/lib/core/recording/session-cause";
import { type ListChoice, withList } from "./list-params";

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

/** Figures over the sessions that a filter leaves, as `RunStats`. */
export function statsUrl(q: string): string {
  return `/api/stats?${new URLSearchParams(q === "" ? {} : { filter: q })}`;
}

export function peekUrl(id: string): string {
  return `/api/sessions/${encodeURIComponent(id)}/peek`;
}

/** Query of `/api/samples.jsonl` for the samples of all sessions that the filter leaves. */
export function exportQuery(q: string): string {
  return new URLSearchParams(q === "" ? {} : { filter: q }).toString();
}

/** What stands on one side of a session in a list, as `SessionBeside`. */
export function besideUrl(session: string, side: "after" | "before", { q, sort, order }: ListChoice): string {
  return `/api/list/beside?${new URLSearchParams({ session, side, q, sort, order })}`;
}

/** A session's page, which knows the list that it was opened from. */
export function sessionUrl(id: string, list: ListChoice): string {
  return withList(`/sessions/${encodeURIComponent(id)}`, list);
}

/** What a set would train under each policy, as `SetPolicies`. */
export function policiesUrl(q: string): string {
  return `/api/policies?${new URLSearchParams(q === "" ? {} : { filter: q })}`;
}

/** Of a set one session in which a cause shows, as `CauseExample`. */
export function causeExampleUrl(q: string, subject: CauseSubject, cause: string): string {
  return `/api/causes/example?${new URLSearchParams({ filter: q, subject, cause })}`;
}
