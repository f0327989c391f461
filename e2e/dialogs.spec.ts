import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";

/** The dialogs of a session's page, and the key that opens each. */
const DIALOGS = [
  { name: "Export rewrite-fork", key: "E", isSheet: true },
  { name: "Keys", key: "?", isSheet: true },
  { name: "Go to", key: "g", isSheet: false },
  { name: "Command palette", key: "Control+k", isSheet: false },
] as const;

async function openSession(page: Page): Promise<void> {
  await page.goto("/sessions/rewrite-fork");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

for (const { name, key } of DIALOGS) {
  test(`${name} takes the focus, and gives it back on Esc and on a press beside it`, async ({ page }) => {
    await openSession(page);
    const before = page.getByRole("button", { name: "Policies" });
    const dialog = page.getByRole("dialog", { name });
    for (const close of [() => page.keyboard.press("Escape"), () => page.mouse.click(5, 450)]) {
      await before.focus();
      await page.keyboard.press(key);
      await expect(dialog).toBeVisible();
      await expect(dialog.locator(":focus")).toHaveCount(1);
      await close();
      await expect(dialog).toBeHidden();
      await expect(before).toBeFocused();
    }
  });
}

test("the policies open from their button, and give the focus back to it when they are closed", async ({
  page,
}) => {
  await openSession(page);
  const button = page.getByRole("button", { name: "Policies" });
  await button.click();
  const dialog = page.getByRole("dialog", { name: "What each policy makes of this session" });
  await expect(dialog.getByTestId("policy-lab")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test("a sheet covers a phone and scrolls below its title; a prompt stays near the top", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openSession(page);
  for (const { name, key, isSheet } of DIALOGS) {
    await page.keyboard.press(key);
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog).toBeVisible();
    const box = await dialog.boundingBox();
    if (isSheet) expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    else {
      expect(box?.x).toBeGreaterThanOrEqual(8);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(382);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(844);
    }
    if (name === "Keys") {
      const close = dialog.getByRole("button", { name: "Close" });
      await dialog.getByRole("definition").last().scrollIntoViewIfNeeded();
      await expect(close).toBeInViewport();
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
});
