import { availableParallelism } from "node:os";

/** Each of them holds a tokenizer and connections of its own, so a large machine does not have as many as it could. */
const MOST = 8;

/**
 * How many threads record where no setting says it: all cores but one, which is left to the thread that serves.
 *
 * @returns from 1 to 8.
 */
export function usualThreads(cores = availableParallelism()): number {
  return Math.min(Math.max(cores - 1, 1), MOST);
}
