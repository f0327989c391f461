import type { Page } from "@playwright/test";
import { scrolledLines } from "./scrolled-lines";

/** A token as the page shows it. */
export interface ShownToken {
  readonly position: number;
  readonly id: number;
  readonly state: string;
  /** Null where the page says that there is none. */
  readonly logProb: number | null;
}

/** Reads every token of the open list, scrolling through it. */
export async function shownTokens(page: Page): Promise<readonly ShownToken[]> {
  const tokens = await scrolledLines({
    scroller: page.getByTestId("tokens"),
    lines: "li[data-index]",
    read: (scroller) =>
      Array.from(scroller.querySelectorAll<HTMLElement>("[data-testid=token]"), ({ dataset }) => ({
        position: Number(dataset.position),
        id: Number(dataset.id),
        state: dataset.state ?? "",
        logProb: dataset.logProb === undefined ? null : Number(dataset.logProb),
      })),
  });
  const found = new Map(tokens.map((token) => [token.position, token]));
  return [...found.values()].sort((left, right) => left.position - right.position);
}
