import type { PaletteItem } from "@/components/keys/palette-item";

/**
 * The items that hold every word of a query, those first whose label begins with it, then those with a word that
 * does. Order is kept among equals.
 *
 * @example
 * rankItems([item("next fork"), item("show forks")], "fork").map(({ label }) => label); // ["next fork", "show forks"]
 */
export function rankItems<Item extends PaletteItem>(items: readonly Item[], query: string): readonly Item[] {
  const typed = query.trim().toLowerCase();
  if (typed === "") return items;
  const words = typed.split(/\s+/);
  return items
    .map((item) => ({ item, rank: rankOf(item, typed, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((left, right) => (left.rank ?? 0) - (right.rank ?? 0))
    .map(({ item }) => item);
}

/** 0 is best; null when a word is missing. */
function rankOf(item: PaletteItem, typed: string, words: readonly string[]): number | null {
  const label = item.label.toLowerCase();
  const whole = `${label} ${item.detail?.toLowerCase() ?? ""} ${item.aliases?.toLowerCase() ?? ""}`;
  if (!words.every((word) => whole.includes(word))) return null;
  if (label.startsWith(typed)) return 0;
  if (words.every((word) => label.split(/[\s:]+/).some((part) => part.startsWith(word)))) return 1;
  return words.every((word) => label.includes(word)) ? 2 : 3;
}
