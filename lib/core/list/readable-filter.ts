import { filterExcess, filterParts, parseSessionFilter } from "./session-filter";

/**
 * A typed filter without the parts that are no condition, so that half a word typed does not empty the list. Empty
 * when the filter as a whole is too much.
 */
export function readableFilter(text: string): string {
  if (filterExcess(text) !== null) return "";
  return filterParts(text)
    .filter((part) => parseSessionFilter(part).problems.length === 0)
    .join(" ");
}
