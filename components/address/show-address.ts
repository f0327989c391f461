import type { Address, HistoryEntry } from "./address";

/** Browsers refuse more than a hundred changes of the address in ten seconds (Safari, the strictest). */
const SHORTEST_WAIT_MS = 120;

/**
 * Has the browser show what is written to an address: a change at once, what follows within the next 120 ms in one.
 * Nothing waits past the moment in which the page is left: shown later, it would take the router back.
 *
 * @param show is given the query, and whether the browser's history gets an entry for it.
 * @returns what ends it; a change that still waits is then shown no more.
 */
export function showAddress(
  address: Address,
  show: (query: string, entry: HistoryEntry) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waiting: HistoryEntry | null = null;
  const turn = (): void => {
    timer = null;
    if (waiting === null) return;
    const entry = waiting;
    waiting = null;
    timer = setTimeout(turn, SHORTEST_WAIT_MS);
    show(address.query, entry);
  };
  const forget = address.subscribe((entry) => {
    if (waiting !== "added") waiting = entry;
    if (timer === null) turn();
  });
  const stay = address.onLeave(() => {
    if (timer !== null) clearTimeout(timer);
    turn();
  });
  return () => {
    forget();
    stay();
    if (timer !== null) clearTimeout(timer);
  };
}
