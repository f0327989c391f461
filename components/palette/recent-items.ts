import { z } from "zod/mini";

const KEY = "turntree-palette-recent";
const MOST = 5;
const shape = z.array(z.string());

/** Ids of the palette's rows used last, the latest first; none where the browser remembers nothing. */
export function recentItems(): readonly string[] {
  try {
    const stored = shape.safeParse(JSON.parse(window.localStorage.getItem(KEY) ?? "[]"));
    return stored.success ? stored.data.slice(0, MOST) : [];
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
