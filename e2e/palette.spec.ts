import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";

const palette = (page: Page) => page.getByRole("dialog", { name: "Command palette" });

async function openPalette(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
}

test("a command is found by its name, shows its key, and runs", async ({ page }) => {
  await openPalette(page, "/sessions/rewrite-fork");
  await page.keyboard.type("next fork");
  const option = palette(page).getByRole("option", { name: /^Next fork/ });
  await expect(option).toContainText("f");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
  await expect(page.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/rewrite/);
});

test("what is typed before the palette stands is not lost, and means nothing to the page", async ({
  page,
}) => {
  await page.goto("/sessions/rewrite-fork?pane=tree");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("fork");
  await expect(palette(page).getByRole("combobox")).toHaveValue("fork");
  await expect(page).not.toHaveURL(/node=/);
});

test("messages, turns, samples and policies are found; what was used last comes first", async ({ page }) => {
  await openPalette(page, "/sessions/rewrite-fork");
  await page.keyboard.type("MAIL_USER");
  await expect(palette(page).getByRole("option").first()).toContainText("MAIL_USER=robot");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/MAIL_USER/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("S2");
  await expect(palette(page).getByRole("option").first()).toContainText("S2,");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/sample=2/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("policy areal");
  await expect(palette(page).getByRole("option").first()).toContainText("areal-concat");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/policy=areal-concat/);
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByText("Recent")).toBeVisible();
  await expect(palette(page).getByRole("option").first()).toContainText("areal-concat");
});

test("sessions are opened by a part of their id, from any page", async ({ page }) => {
  await openPalette(page, "/runs");
  await page.keyboard.type("rewrite-fo");
  await palette(page)
    .getByRole("option", { name: /rewrite-fork/ })
    .click();
  await expect(page).toHaveURL(/\/sessions\/rewrite-fork/);
});

test("it says so when nothing fits, and when the server is gone", async ({ page }) => {
  await openPalette(page, "/sessions/rewrite-fork");
  await page.keyboard.type("zzzz");
  await expect(palette(page)).toContainText("Nothing is called “zzzz”");
  await page.route("**/api/sessions?*", (route) => route.abort());
  await page.keyboard.type("q");
  await expect(palette(page)).toContainText("The server cannot be reached");
});
