import { expect, type Page } from "@playwright/test";

/** Shows a session under another policy, by its verdict's button. */
export async function choosePolicy(page: Page, policy: string): Promise<void> {
  const button = page.getByRole("button", { name: /^Policy: / });
  await button.click();
  const panel = page.getByRole("dialog", { name: "Policy", exact: true });
  await panel.getByRole("combobox").selectOption(policy);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
}
