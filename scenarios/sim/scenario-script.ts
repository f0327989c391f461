import type { SimAnswer } from "./sim-answer";

/** The answers of every scenario's steps, by the conversation that leads to them. */
export function scenarioScript(): ReadonlyMap<string, SimAnswer> {
  return new Map();
}
