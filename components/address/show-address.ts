import type { Address, HistoryEntry } from "./address";

/** Browsers refuse more than a hundred changes of the address in ten seconds (Safari, the strictest). */
const SHORTEST_WAIT_MS = 120;

/** How the browser is had to show an address. */
export interface ShownAddress {
  /** Takes notice of changes. Answers what ends it; a change that still waits is then shown no more. */
  follow(): () => void;
  /** Shows what was taken notice of, and from then on every change. */
  begin(): void;
}

/**
 * Has the browser show what is written to an address, once it has begun: a change at once, what follows within the next
 * 120 ms in one. Nothing waits past the moment in which the page is left: shown later, it would take the router back.
 *
 * @param show is given the query, and whether the browser's history gets an entry for it.
 */
export function showAddress(
  address: Address,
  show: (query: string, entry: HistoryEntry) => void,
): ShownAddress {
  let hasBegun = false;
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
  const heard = (entry: HistoryEntry): void => {
    if (waiting !== "added") waiting = entry;
    if (hasBegun && timer === null) turn();
  };
  const left = (): void => {
    if (timer !== null) clearTimeout(timer);
    turn();
  };
  return {
    follow() {
      const ends = [address.subscribe(heard), address.onLeave(left)];
      return () => {
        for (const end of ends) end();
        if (timer !== null) clearTimeout(timer);
      };
    },
    begin() {
      hasBegun = true;
      if (timer === null) turn();
    },
  };
}
