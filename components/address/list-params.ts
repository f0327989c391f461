import { parseAsString, parseAsStringLiteral } from "nuqs";
import { SESSION_SORTS } from "@/lib/core/list/session-sort";

/**
 * Which sessions are listed, and in which order, as an address holds it: the list's own, and that of a session opened
 * from it, which so knows what comes next.
 */
export const LIST_PARAMS = {
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(SESSION_SORTS).withDefault("created_at"),
  order: parseAsStringLiteral(["desc", "asc"] as const).withDefault("desc"),
};

/** Which sessions are listed, and in which order. */
export interface ListChoice {
  readonly q: string;
  readonly sort: (typeof SESSION_SORTS)[number];
  readonly order: "desc" | "asc";
}

/**
 * Adds the list that the reader came from to an address; what is as usual is left out.
 *
 * @example
 * withList("/sessions/talk?node=n2", { q: "forks:>2", sort: "yield", order: "desc" });
 * // "/sessions/talk?node=n2&q=forks:%3E2&sort=yield"
 */
export function withList(href: string, choice: ListChoice): string {
  const [path = "", held] = href.split("?");
  const query = new URLSearchParams(held);
  for (const name of ["q", "sort", "order"] as const) {
    if (choice[name] !== LIST_PARAMS[name].defaultValue) query.set(name, choice[name]);
  }
  // Nothing of an address gives a colon another meaning there, and filters are full of them.
  const text = query.toString().replaceAll("%3A", ":");
  return text === "" ? path : `${path}?${text}`;
}

/** The list in words: ` in forks:>2, by yield`; empty for the whole list in its usual order. */
export function listWords({ q, sort, order }: ListChoice): string {
  const name = sort.replaceAll("_", " ");
  const isUsual = sort === LIST_PARAMS.sort.defaultValue && order === LIST_PARAMS.order.defaultValue;
  const sorted = isUsual ? "" : `, by ${name}${order === "asc" ? " upwards" : ""}`;
  return `${q === "" ? "" : ` in ${q}`}${sorted}`;
}
