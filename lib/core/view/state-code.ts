import { TOKEN_STATES, type TokenState } from "@/lib/core/samples/token-state";

/** The number that stands for a state in token columns and in `StateCounts`. */
export function stateCode(state: TokenState): number {
  return TOKEN_STATES.indexOf(state);
}
