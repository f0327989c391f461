import type { Page } from "@playwright/test";

/**
 * Counts what a reader does on the pages to come: a press of the pointer, a key, or a choice from a menu is one step
 * each. A key that is held with another counts with it.
 *
 * @example
 * const steps = await countSteps(page);
 * await page.keyboard.press("I");
 * expect(await steps()).toBe(1);
 */
export async function countSteps(page: Page): Promise<() => Promise<number>> {
  let steps = 0;
  await page.exposeFunction("countStep", () => {
    steps += 1;
  });
  await page.addInitScript(watchSteps);
  return async () => {
    // What was told before this answer has come by then.
    await page.evaluate(() => null);
    return steps;
  };
}

/** Runs in the page, before its own listeners. */
function watchSteps(): void {
  const held = new Set(["Shift", "Control", "Alt", "Meta"]);
  const tell = (event: Event): void => {
    const isHeld = event instanceof KeyboardEvent && (event.repeat || held.has(event.key));
    const isChoice = event.type !== "change" || event.target instanceof HTMLSelectElement;
    const told: unknown = Reflect.get(window, "countStep");
    if (!isHeld && isChoice && typeof told === "function") told();
  };
  for (const type of ["pointerdown", "keydown", "change"]) window.addEventListener(type, tell, true);
}
