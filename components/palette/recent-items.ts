import { asArray, asString } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";

const KEY = "turntree-palette-recent";
const MOST = 5;

/** Ids of the palette's rows used last, the latest first; none where the browser remembers nothing. */
export function recentItems(): readonly string[] {
  try {
    const stored = asArray(parseJson(window.localStorage.getItem(KEY) ?? "[]"), "");
    return stored.slice(0, MOST).map((id) => asString(id, "id"));
  } catch {
    return [];
  }
}

/** Puts an id first among those used. */
export function rememberItem(id: string): void {
  const next = [id, ...recentItems().filter((known) => known !== id)].slice(0, MOST);
  try {
    window.localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is full or forbidden; the palette works without a memory.
  }
}
