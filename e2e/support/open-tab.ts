import { expect, type Page } from "@playwright/test";

/** Opens a view of the selected message, and waits until what it shows is there. */
export async function openTab(page: Page, name: "Text" | "Tokens" | "Diff" | "Raw"): Promise<void> {
  await page.getByRole("tab", { name }).click();
  const panel = page.getByRole("tabpanel", { name });
  await expect(panel).not.toBeEmpty();
  await expect(panel.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
}
