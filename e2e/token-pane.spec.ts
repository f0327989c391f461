import { expect } from "@playwright/test";
import { test } from "./support/journey";

test("a token of a sample: found, explained, linked to", async ({ page }) => {
  await page.goto("/sessions/drift-realign?sample=1");
  const pane = page.getByTestId("token-pane");
  await pane.getByRole("searchbox").fill("state:realigned");
  await pane.getByRole("searchbox").press("Enter");
  await expect(pane.getByText("1 of 1", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/tok=\d+-\d+/);
  await pane.locator(".token-realigned").first().click();
  const card = page.getByRole("region", { name: "Selected tokens" });
  await expect(card).toContainText(/took the place of sampled ones, whose signal is lost \(realigned\)/);
  await expect(card).toContainText("not sampled");
  await page.reload();
  await expect(card).toContainText("realigned");
  await pane.getByRole("button", { name: "Log-prob" }).click();
  await expect(page).toHaveURL(/ov=logprob/);
  await expect(pane.locator("[class*=surprisal-]").first()).toBeVisible();
  await pane.getByRole("searchbox").fill("lp:4");
  await expect(pane.getByText("lp: takes a bound in nats, such as lp:<-4")).toBeVisible();
});

test("policies side by side; choosing one re-draws the page", async ({ page }) => {
  await page.goto("/sessions/drift-realign");
  await page.getByRole("button", { name: "Policies", exact: true }).click();
  const lab = page.getByTestId("policy-lab");
  await expect(lab.getByRole("row")).toHaveCount(5);
  await lab.getByRole("button", { name: "strict" }).click();
  await expect(page).toHaveURL(/policy=strict/);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("conservation")).toContainText("0 realigned");
});

test("the keyboard goes from fork to fork, and Esc backs out one step at a time", async ({ page }) => {
  await page.goto("/sessions/compaction?sample=2");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.keyboard.press("f");
  await expect(page).toHaveURL(/node=/);
  await expect(page.getByRole("treeitem", { selected: true })).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/sample=/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/node=/);
});
