import type { Page } from "@playwright/test";

declare global {
  var pageProbe: PageProbe;
}

/** What the measured page notes about itself; times in ms since its navigation started. */
export interface PageProbe {
  /** When cards first stood on screen. */
  shown: number | null;
  /** When the session list was last clicked. */
  clicked: number | null;
  /** Times of the frames since the last reset. */
  frames: number[];
}

/** Installed before anything else runs in the page. `selector` matches what must be on screen. */
function install(selector: string): void {
  const probe: PageProbe = { shown: null, clicked: null, frames: [] };
  globalThis.pageProbe = probe;
  let seen = false;
  const frame = (): void => {
    const now = performance.now();
    probe.frames.push(now);
    // Seen in one frame, it has been painted by the next.
    if (seen && probe.shown === null) probe.shown = now;
    seen = document.querySelector(selector) !== null;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  addEventListener(
    "click",
    () => {
      probe.clicked = performance.now();
      probe.shown = null;
      seen = false;
    },
    { capture: true },
  );
}

/** Lets a page note when something stands on its screen, and each of its frames. */
export async function probePage(page: Page, selector: string): Promise<void> {
  await page.addInitScript(install, selector);
}

/** Durations of the frames while `act` runs, in ms. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    globalThis.pageProbe.frames = [];
  });
  await act();
  const times = await page.evaluate(() => globalThis.pageProbe.frames);
  return times.slice(1).map((time, at) => time - (times[at] ?? time));
}
