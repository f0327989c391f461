import { expect, type Locator } from "@playwright/test";

/** A pane that holds only the lines in view. */
export interface LinesPane<T> {
  readonly scroller: Locator;
  /** Selects its lines. */
  readonly lines: string;
  /** Runs in the page: what the lines that are there say. */
  readonly read: (scroller: Element) => readonly T[];
}

/** Reads all lines of a pane from top to end, waiting each time until the lines of the place are there. */
export async function scrolledLines<T>({ scroller, lines, read }: LinesPane<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for (let top = 0, end = 1; top < end; ) {
    await scroller.evaluate((element, to) => element.scrollTo({ top: to }), top);
    await expect.poll(() => scroller.evaluate(holdsView, lines)).toBe(true);
    found.push(...(await scroller.evaluate(read)));
    const { height, step } = await scroller.evaluate((element) => ({
      height: element.scrollHeight,
      step: Math.max(1, element.clientHeight - 100),
    }));
    end = height;
    top += step;
  }
  return found;
}

/** Runs in the page: whether the lines in the document reach from the top of the view to its bottom. */
function holdsView(scroller: Element, lines: string): boolean {
  const view = scroller.getBoundingClientRect();
  const whole = scroller.firstElementChild?.getBoundingClientRect();
  const rects = Array.from(scroller.querySelectorAll(lines), (line) => line.getBoundingClientRect());
  if (!whole || rects.length === 0) return false;
  const top = Math.min(...rects.map((rect) => rect.top));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  return top <= Math.max(view.top, whole.top) + 1 && bottom >= Math.min(view.bottom, whole.bottom) - 1;
}
