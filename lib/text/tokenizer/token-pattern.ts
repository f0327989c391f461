import type { AddedToken } from "./added-token";

/**
 * A pattern that finds any of the tokens' names, longest first; null when there are none.
 *
 * @param strip Whether a token that takes in the white space beside it (`lstrip`, `rstrip`) is found with it.
 */
export function tokenPattern(tokens: readonly AddedToken[], strip: boolean): RegExp | null {
  if (tokens.length === 0) return null;
  const alternatives = tokens
    .toSorted((a, b) => b.content.length - a.content.length)
    .map((token) => {
      const name = token.content.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
      const before = strip && token.lstrip ? "\\p{White_Space}*" : "";
      return before + name + (strip && token.rstrip ? "\\p{White_Space}*" : "");
    });
  return new RegExp(alternatives.join("|"), "gu");
}
