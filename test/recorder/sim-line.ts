import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";

/** A user text that tells the simulated engine what to sample. */
export function simLine(answer: SimAnswerInput, before = "Please."): string {
  return `${before} [[sim ${JSON.stringify(answer)}]]`;
}
