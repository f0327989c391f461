import { SESSION_SORTS } from "@/lib/core/list/session-sort";
import { choiceParam, type Param, textParam } from "./param";
import { addressText, changeQuery } from "./query-params";

const filterParam: Param<string> = { ...textParam, absent: "" };

/**
 * Which sessions are listed, and in which order, as an address holds it: the list's own, and that of a session opened
 * from it, which so knows what comes next.
 */
export const LIST_PARAMS = {
  q: filterParam,
  sort: choiceParam(SESSION_SORTS, "created_at"),
  order: choiceParam(["desc", "asc"], "desc"),
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
  const [path = "", held = ""] = href.split("?");
  return addressText(path, changeQuery(held, LIST_PARAMS, choice));
}

/** The list in words: ` in forks:>2, by yield`; empty for the whole list in its usual order. */
export function listWords({ q, sort, order }: ListChoice): string {
  const name = sort.replaceAll("_", " ");
  const isUsual = sort === LIST_PARAMS.sort.absent && order === LIST_PARAMS.order.absent;
  const sorted = isUsual ? "" : `, by ${name}${order === "asc" ? " upwards" : ""}`;
  return `${q === "" ? "" : ` in ${q}`}${sorted}`;
}
