import type { FunctionComponent, ReactNode } from "react";

/** The way to a turn's answer, or to how its prompt departs, wherever a verdict stands. */
export type TurnLink = FunctionComponent<{
  readonly turn: number;
  readonly tab?: "diff";
  readonly children: ReactNode;
}>;

export const TURN_LINK = "text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink";

/** What the way leads to. */
export function turnLinkTitle(turn: number, tab?: "diff"): string {
  return tab ? `How the prompt of turn ${turn} departs from what was held` : `The answer of turn ${turn}`;
}
