import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";

/**
 * Finds the place of each log-prob among output ids when the engine left some out without saying where (llama-server
 * has none for a token whose text ends inside a character). Entries are in order, so each has a first and a last place
 * where it can belong; where these differ its place is unknown.
 *
 * Returns, for each id, the position of its entry, -1 where that is unknown; null when the entries are not a part of
 * the ids in order.
 *
 * @example
 * placeEntries([7, 8, 9], [7, 9]); // [0, -1, 1]
 * placeEntries([7, 7], [7]); // [-1, -1]: it may belong to either
 */
export function placeEntries(ids: readonly number[], entries: readonly number[]): readonly number[] | null {
  const placed = ids.map(() => -1);
  const first = placesFromLeft(ids, entries);
  if (first === null) return null;
  let place = ids.length - 1;
  for (let i = entries.length - 1; i >= 0; i--) {
    while (ids[place] !== entries[i]) place--;
    if (first[i] === place) placed[place] = i;
    place--;
  }
  return placed;
}

/**
 * Puts log-probs to output ids, as `placeEntries` finds their places.
 *
 * Returns one value per id in nats, unknown ones NaN; null when the entries are not a part of the ids in order.
 *
 * @example
 * alignLogProbs([7, 8, 9], [{ id: 7, logProb: -1 }, { id: 9, logProb: -2 }]); // [-1, NaN, -2]
 */
export function alignLogProbs(ids: readonly number[], entries: readonly TokenLogProb[]): Float64Array | null {
  const places = placeEntries(
    ids,
    entries.map(({ id }) => id),
  );
  return places && Float64Array.from(places, (place) => entries[place]?.logProb ?? Number.NaN);
}

function placesFromLeft(ids: readonly number[], entries: readonly number[]): number[] | null {
  const places: number[] = [];
  let place = 0;
  for (const entry of entries) {
    while (place < ids.length && ids[place] !== entry) place++;
    if (place === ids.length) return null;
    places.push(place++);
  }
  return places;
}
