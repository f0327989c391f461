import { expect, type Locator, type Page } from "@playwright/test";

/** Selects a row of the transcript, and waits until the panel shows that message. */
export async function selectMessage(page: Page, row: Locator): Promise<void> {
  await row.click();
  const message = await row.getAttribute("data-node");
  const panel = page.getByTestId("node-panel");
  await expect(panel).toHaveAttribute("data-message", message ?? "");
  await expect(panel.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
}
