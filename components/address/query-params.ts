import { assume } from "@/lib/core/base/assume";
import type { Param } from "./param";

/** Parameters of a page's address by name. */
export type QueryParams = Readonly<Record<string, Param<unknown>>>;

/** What each parameter comes to. */
export type QueryValues<Params extends QueryParams> = {
  readonly [Name in keyof Params]: Params[Name]["absent"];
};

/** New values of some parameters; null takes a parameter out of the address. */
export type QueryChanges<Params extends QueryParams> = {
  readonly [Name in keyof Params]?: Params[Name]["absent"] | null;
};

/** Reads parameters from a query. One that is missing, or means nothing, comes to what its absence means. */
export function readQuery<Params extends QueryParams>(query: string, params: Params): QueryValues<Params> {
  const search = new URLSearchParams(query);
  const values = Object.entries(params).map(([name, param]) => {
    const text = search.get(name);
    return [name, (text === null ? null : param.read(text)) ?? param.absent];
  });
  return assume<QueryValues<Params>>(Object.fromEntries(values), "each name is read by its own parameter");
}

/**
 * A query with new values of some parameters. What is as it would be without its parameter is left out, and what the
 * query holds beside them stays, in its order.
 *
 * @example
 * changeQuery("node=n2&ws=true", { node: textParam, ws: flagParam }, { node: "n3", ws: false }); // "node=n3"
 */
export function changeQuery<Params extends QueryParams>(
  query: string,
  params: Params,
  changes: QueryChanges<Params>,
): string {
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === params[name]?.absent) search.delete(name);
    else search.set(name, String(value));
  }
  return search.toString();
}

/** Only some parameters of a query, in its order. */
export function partOfQuery(query: string, names: readonly string[]): string {
  const kept = [...new URLSearchParams(query)].filter(([name]) => names.includes(name));
  return new URLSearchParams(kept).toString();
}

/** A path and a query as people read them: nothing there gives `:` or `,` another meaning, and filters are full of them. */
export function addressText(path: string, query: string): string {
  const text = query.replaceAll("%3A", ":").replaceAll("%2C", ",");
  return text === "" ? path : `${path}?${text}`;
}
