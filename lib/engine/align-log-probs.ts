/** A log-prob as an engine reports it, with the id that it belongs to. */
export interface ReportedLogProb {
  readonly id: number;
  readonly logProb: number;
}

/**
 * Puts log-probs to output ids when the engine left some out without saying where (llama-server has none for a
 * token whose text ends inside a character). Entries are in order, so each has a first and a last place where it
 * can belong; where these differ its place is unknown, and so is the log-prob.
 *
 * Returns one value per id in nats, unknown ones NaN; null when the entries are not a part of the ids in order.
 *
 * @example
 * alignLogProbs([7, 8, 9], [{ id: 7, logProb: -1 }, { id: 9, logProb: -2 }]); // [-1, NaN, -2]
 * alignLogProbs([7, 7], [{ id: 7, logProb: -1 }]); // [NaN, NaN]: it may belong to either
 */
export function alignLogProbs(
  ids: readonly number[],
  entries: readonly ReportedLogProb[],
): Float64Array | null {
  const aligned = new Float64Array(ids.length).fill(Number.NaN);
  const first = placesFromLeft(ids, entries);
  if (first === null) return null;
  let place = ids.length - 1;
  for (let i = entries.length - 1; i >= 0; i--) {
    while (ids[place] !== entries[i]?.id) place--;
    if (first[i] === place) aligned[place] = entries[i]?.logProb ?? Number.NaN;
    place--;
  }
  return aligned;
}

function placesFromLeft(ids: readonly number[], entries: readonly ReportedLogProb[]): number[] | null {
  const places: number[] = [];
  let place = 0;
  for (const entry of entries) {
    while (place < ids.length && ids[place] !== entry.id) place++;
    if (place === ids.length) return null;
    places.push(place++);
  }
  return places;
}
