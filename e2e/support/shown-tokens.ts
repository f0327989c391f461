import type { Page } from "@playwright/test";

/** A token as the page shows it. */
export interface ShownToken {
  readonly position: number;
  readonly id: number;
  readonly state: string;
  /** Null where the page says that there is none. */
  readonly logProb: number | null;
}

/** Reads every token of the open list, scrolling through it: only the rows in view are in the document. */
export async function shownTokens(page: Page): Promise<readonly ShownToken[]> {
  const list = page.getByTestId("tokens");
  await list.getByTestId("token").first().waitFor();
  const found = new Map<number, ShownToken>();
  for (let top = 0, end = 1; top < end; ) {
    const seen = await list.evaluate(async (element, to) => {
      element.scrollTo({ top: to });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const rows = Array.from(element.querySelectorAll<HTMLElement>("[data-testid=token]"));
      return {
        end: element.scrollHeight,
        step: Math.max(1, element.clientHeight - 100),
        rows: rows.map(({ dataset }) => ({
          position: Number(dataset.position),
          id: Number(dataset.id),
          state: dataset.state ?? "",
          logProb: dataset.logProb === undefined ? null : Number(dataset.logProb),
        })),
      };
    }, top);
    for (const token of seen.rows) found.set(token.position, token);
    end = seen.end;
    top += seen.step;
  }
  return [...found.values()].sort((left, right) => left.position - right.position);
}
