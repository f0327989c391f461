import { z } from "zod";

/** A count or a position in a query. */
export const wholeNumber = z.coerce.number({ error: "must be a whole number" }).int().min(0);

/** Tokens `[from, to)` of what a path names, as its query asks for them; all of them unless it says. */
export const tokensQuery = z.object({
  from: wholeNumber.default(0),
  to: wholeNumber.default(Number.MAX_SAFE_INTEGER),
});

/** A number as a path names it; -1, which nothing has, for what is none. */
export function placeInList(name: string): number {
  return /^\d{1,9}$/.test(name) ? Number(name) : -1;
}
