import { expect, type Page } from "@playwright/test";

/** What the page announced last, whether or not it still shows it. */
export async function expectSaid(page: Page, words: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-said", words);
}
