import { asArray, asObject, asString } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";

/** A named address of the list. */
export interface SavedView {
  readonly name: string;
  /** What follows `/sessions?`. */
  readonly query: string;
}

const KEY = "turntree-views";

/** Views that are there before anybody saves one. */
export const FIRST_VIEWS: readonly SavedView[] = [
  { name: "All sessions", query: "" },
  { name: "Running", query: "q=status%3Aopen" },
  { name: "Forked", query: "q=forks%3Ayes&sort=forks" },
  { name: "Drifted", query: "q=drift%3Ayes&sort=drift" },
  { name: "Refused", query: "q=refused%3Ayes&sort=refused" },
  { name: "Low yield", query: "q=yield%3A%3C80%25&sort=yield&order=asc" },
];

/** The views of this browser; the first ones where none were saved or they cannot be read. */
export function readViews(storage: Pick<Storage, "getItem">): readonly SavedView[] {
  try {
    return asArray(parseJson(storage.getItem(KEY) ?? "null"), "").map((stored) => {
      const { name, query } = asObject(stored, "view");
      return { name: asString(name, "name"), query: asString(query, "query") };
    });
  } catch {
    return FIRST_VIEWS;
  }
}

export function writeViews(storage: Pick<Storage, "setItem">, views: readonly SavedView[]): void {
  storage.setItem(KEY, JSON.stringify(views));
}

/** Adds a view, or changes the one of that name. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const isKnown = views.some(({ name }) => name === view.name);
  return isKnown ? views.map((held) => (held.name === view.name ? view : held)) : [...views, view];
}
