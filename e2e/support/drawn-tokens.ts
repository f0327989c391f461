import type { Page } from "@playwright/test";
import { scrolledLines } from "./scrolled-lines";

/** What the token pane draws of a token: its id, and the look that its state gives it. */
export interface DrawnToken {
  readonly id: number;
  readonly look: string;
}

/** Reads every token that the open pane draws as ids, scrolling through it. */
export async function drawnTokens(page: Page): Promise<readonly DrawnToken[]> {
  await page.locator("[data-testid=token-pane][aria-busy=false]").waitFor();
  const runs = await scrolledLines({
    scroller: page.getByTestId("token-lines"),
    lines: "[data-line]",
    read: (scroller) =>
      Array.from(scroller.querySelectorAll<HTMLElement>("[data-from]"), (run) => ({
        from: Number(run.dataset.from),
        text: run.textContent,
        look: /token-(trained|context|realigned|reemitted|refused|scaffold)/.exec(run.className)?.[1] ?? "",
      })),
  });
  const found = new Map<number, DrawnToken>();
  for (const { from, text, look } of runs) {
    const ids = text.trim().split(" ").map(Number);
    ids.forEach((id, at) => {
      found.set(from + at, { id, look });
    });
  }
  return [...found].sort(([left], [right]) => left - right).map(([, token]) => token);
}
