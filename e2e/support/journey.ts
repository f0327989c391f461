import { test as base, type Page } from "@playwright/test";

/**
 * A journey. Its page has opened only when it takes presses: before that, a busy machine loses them. What the page
 * says stays readable, see `expectSaid`.
 */
export const test = base.extend({
  page: async ({ page }, use) => {
    await page.addInitScript(keepWhatIsSaid);
    await use(waitingUntilReady(page));
  },
});

function waitingUntilReady(page: Page): Page {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const ready = async () => {
    const isOwn = (await page.locator("script[src*='/_next/']").count()) > 0;
    if (isOwn) await page.locator("html[data-ready]").waitFor({ state: "attached" });
  };
  page.goto = async (...address) => {
    const response = await goto(...address);
    await ready();
    return response;
  };
  page.reload = async (...options) => {
    const response = await reload(...options);
    await ready();
    return response;
  };
  return page;
}

/** Runs in the page: an announcement goes after three seconds, whether or not a journey came to read it. */
function keepWhatIsSaid(): void {
  new MutationObserver(() => {
    const said = document.querySelector("[data-testid=announcement]")?.textContent;
    if (said) document.documentElement.dataset.said = said;
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
