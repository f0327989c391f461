import { expect } from "@playwright/test";
import { test } from "./support/journey";
import { openTab } from "./support/open-tab";
import { seriousFaults } from "./support/serious-faults";

/** Every kind of page, with something to look at, and what stands there when it is whole. */
const PAGES = [
  ["/sessions", "[data-testid=sessions] a"],
  ["/sessions?q=rewrite", "[data-testid=sessions] a"],
  ["/sessions/rewrite-fork", ".react-flow__node"],
  ["/sessions/rewrite-fork?sample=2&tok=5-9", "[data-testid=token-pane] [data-from]"],
  ["/sessions/drift-realign?sample=1&ov=logprob", "[data-testid=token-pane] [class*=surprisal-]"],
  ["/sessions/never-recorded", "main h1, main h2, main p"],
  ["/runs", "svg.recharts-surface >> nth=3"],
  ["/groups", "main table a"],
  ["/compare?a=rewrite-fork&b=linear", "[data-testid=figures]"],
] as const;

for (const colorScheme of ["light", "dark"] as const) {
  for (const [address, sign] of PAGES) {
    test(`axe finds no serious fault on ${address}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      await expect(page.locator(sign).first()).toBeVisible();
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
  for (const tab of ["Text", "Tokens", "Diff", "Raw"] as const) {
    await openTab(page, tab);
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
