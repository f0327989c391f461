import { expect, type Page } from "@playwright/test";

/**
 * Opens a view of the selected message, and waits until what it shows is there. `Tokens` is the reading view with each
 * token by itself, `Text` the same as flowing text.
 */
export async function openTab(page: Page, name: "Text" | "Tokens" | "Diff" | "Raw"): Promise<void> {
  const isReading = name === "Text" || name === "Tokens";
  const tab = isReading ? "Text" : name;
  await page.getByRole("tab", { name: tab }).click();
  const panel = page.getByRole("tabpanel", { name: tab });
  await expect(panel).not.toBeEmpty();
  await expect(panel.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
  const detail = panel.getByRole("button", { name: name === "Tokens" ? "Each token" : "Text", exact: true });
  // A message without tokens has no choice of how they are shown.
  if (isReading && (await detail.isVisible())) await detail.click();
}
