import { expect, type Page } from "@playwright/test";
import { copiedText } from "./support/copied-text";
import { test } from "./support/journey";
import { openTab } from "./support/open-tab";

const mask = (page: Page) => page.getByTestId("mask");

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("the text of a message is drawn by its mask, with the reason of each stretch beside it", async ({
  page,
}) => {
  await open(page, "/sessions/drift-realign");
  await openTab(page, "Text");
  await expect(mask(page).locator('[data-state="realigned"]').first()).toHaveClass(/token-realigned/);
  await expect(mask(page)).toContainText(/\d+ tokens, realigned/);
  await expect(mask(page).locator("[data-changed]").first()).toHaveAttribute("title", /id \d+/);
  await page.getByRole("treeitem", { name: /turn 2/ }).click();
  await expect(mask(page).locator('[data-state="trained"]').first()).toHaveClass(/token-trained/);
});

test("b draws the lines between tokens and takes them away", async ({ page }) => {
  await open(page, "/sessions/linear");
  const pieces = mask(page).locator("[data-state]");
  await expect(pieces.first()).toBeVisible();
  const flowing = await pieces.count();
  await page.keyboard.press("b");
  await expect.poll(() => pieces.count()).toBeGreaterThan(flowing);
  await page.keyboard.press("b");
  await expect(pieces).toHaveCount(flowing);
});

test("one key copies the sampled ids of an answer", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/sessions/linear");
  await expect(mask(page)).toBeVisible();
  const ids: readonly number[] = JSON.parse(await copiedText(page, () => page.keyboard.press("I")));
  const lines = (await (await page.request.get("/api/sessions/linear/turns.jsonl")).text())
    .trim()
    .split("\n");
  const outputs = lines.map((line): string => JSON.stringify(JSON.parse(line).output_ids));
  expect(outputs).toContain(JSON.stringify(ids));
});
