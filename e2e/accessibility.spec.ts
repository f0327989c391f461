import { expect, test } from "@playwright/test";
import { seriousFaults } from "./support/serious-faults";

/** Every kind of page, with something to look at. */
const PAGES = [
  "/sessions",
  "/sessions?q=rewrite",
  "/sessions/rewrite-fork",
  "/sessions/rewrite-fork?sample=2&tok=5-9",
  "/sessions/drift-realign?sample=1&ov=logprob",
  "/sessions/never-recorded",
  "/runs",
  "/groups",
  "/compare?a=rewrite-fork&b=linear",
];

for (const colorScheme of ["light", "dark"] as const) {
  for (const address of PAGES) {
    test(`axe finds no serious fault on ${address}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      await page.waitForLoadState("networkidle").catch(() => undefined);
      await expect(page.locator("main").first()).toBeVisible();
      expect(await seriousFaults(page)).toEqual([]);
    });
  }
}

test("the selected message, its tabs and facts have no serious fault; nor have help, palette and go-to", async ({
  page,
}) => {
  await page.goto("/sessions/rewrite-fork");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.getByRole("treeitem", { name: /assistant, turn 1/ }).click();
  for (const tab of ["Text", "Tokens", "Diff", "Raw"]) {
    await page.getByRole("tab", { name: tab }).click();
    expect(await seriousFaults(page), tab).toEqual([]);
  }
  await page.getByTestId("selection-line").click();
  for (const key of ["?", "Control+k", "g"]) {
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await seriousFaults(page), key).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
});

test("the selected message is read out when a key moves the selection", async ({ page }) => {
  await page.goto("/sessions/rewrite-fork");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.keyboard.press("f");
  await expect(page.getByTestId("selected-message")).toHaveText(/^assistant.*forks: rewritten.*:/);
});
