import type { Page } from "@playwright/test";

/** What the token pane draws of a token: its id, and the look that its state gives it. */
export interface DrawnToken {
  readonly id: number;
  readonly look: string;
}

/** Reads every token that the open pane draws as ids, scrolling through it: only the lines in view are there. */
export async function drawnTokens(page: Page): Promise<readonly DrawnToken[]> {
  const lines = page.getByTestId("token-lines");
  await page.locator("[data-testid=token-pane][aria-busy=false]").waitFor();
  await lines.locator("[data-from]").first().waitFor();
  const found = new Map<number, DrawnToken>();
  for (let top = 0, end = 1; top < end; ) {
    const seen = await lines.evaluate(async (element, to) => {
      element.scrollTo({ top: to });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const runs = Array.from(element.querySelectorAll<HTMLElement>("[data-from]"), (run) => ({
        from: Number(run.dataset.from),
        text: run.textContent,
        look: /token-(trained|context|realigned|reemitted|refused|scaffold)/.exec(run.className)?.[1] ?? "",
      }));
      return { end: element.scrollHeight, step: Math.max(1, element.clientHeight - 100), runs };
    }, top);
    for (const { from, text, look } of seen.runs) {
      const ids = text.trim().split(" ").map(Number);
      ids.forEach((id, at) => {
        found.set(from + at, { id, look });
      });
    }
    end = seen.end;
    top += seen.step;
  }
  return [...found].sort(([left], [right]) => left - right).map(([, token]) => token);
}
