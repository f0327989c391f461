/** What the sessions of a filter are called. */
export function setWords(filter: string): string {
  return filter === "" ? "all sessions" : `the sessions with ${filter}`;
}
