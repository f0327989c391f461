/**
 * A copy of a string that keeps nothing else alive. A piece cut from a long text is a view of it: as the key of a
 * cache it would hold the whole prompt it came from for as long as the entry lives.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
