import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

const LOSSY = "/sessions/slime-issue-2338";
/** The middle of the first sample's rail, in px from the rails' left. */
const FIRST_RAIL = 14;

const rows = (page: Page) => page.getByRole("treeitem");
const selected = (page: Page) => page.getByRole("treeitem", { selected: true });
const viewport = (page: Page) => page.locator(".react-flow__viewport");

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

/** Presses the cell of the first sample beside a message. */
async function pressCell(row: Locator): Promise<void> {
  await row.locator("[data-rails]").click({ position: { x: FIRST_RAIL, y: 20 } });
}

test("one press on a cell of a rail opens sample, message and tokens", async ({ page }) => {
  await open(page, `${LOSSY}?pane=tree`);
  await pressCell(rows(page).filter({ hasText: "turn 2" }));
  await expect(page).toHaveURL(/node=\w+/);
  await expect(page).toHaveURL(/sample=1/);
  await expect(page).toHaveURL(/tok=28462-28522/);
  await expect(selected(page)).toHaveAccessibleName(/turn 2/);
  await expect(page.getByTestId("token-pane")).toBeVisible();
  await expect(page.getByTestId("sample-line")).toContainText("S1, 61 of");
});

test("a loss stands on its row with its count, and its cell is hatched", async ({ page }) => {
  await open(page, LOSSY);
  const row = rows(page).filter({ hasText: "28,404 lost" });
  await expect(row).toHaveAttribute("aria-selected", "true");
  await expect(row.locator(".rail-realigned")).toHaveCount(1);
  await expect(rows(page).filter({ hasText: "turn 2" }).locator(".rail-trained")).toHaveCount(1);
  await expect(rows(page).first().locator(".rail-context")).toHaveCount(1);
});

test("a fork bends to a rail of its own, also where only tokens forked", async ({ page }) => {
  for (const [session, words] of [
    ["compaction", "compaction"],
    ["rewrite-fork", "rewrit"],
    ["drift-fork", "other tokens"],
  ] as const) {
    await open(page, `/sessions/${session}?pane=tree`);
    const band = page.getByTestId("transcript").locator(".rail-band", { hasText: words }).first();
    await expect(band.locator(".rail-bend"), session).toHaveAttribute("d", /^M/);
  }
});

test("messages stand in the order of time, and the selection is one in transcript, tree and panel", async ({
  page,
}) => {
  await open(page, "/sessions/sub-agent?pane=tree");
  const names = await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("aria-label") ?? ""));
  const turns = names.flatMap((name) => /turn (\d+)/.exec(name)?.[1] ?? []);
  expect(turns).toEqual(["1", "2", "3", "4"]);
  const card = page.locator(".react-flow__node .tree-card", { hasText: "turn 3" });
  await card.click();
  await expect(selected(page)).toHaveAccessibleName(/turn 3/);
  await expect(page.getByTestId("node-panel")).toContainText("turn 3");
  await rows(page).filter({ hasText: "turn 2" }).click();
  await expect(page.locator(".react-flow__node [data-selected]")).toContainText("turn 2");
});

test("more than six branches that are alike are one row, which opens by pointer and by key", async ({
  page,
}) => {
  await open(page, "/sessions/wide-60?pane=tree");
  const bundle = page.getByRole("treeitem", { name: /^\d+ more branches, alike$/ });
  await page.getByTestId("transcript").evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(bundle.first()).toBeVisible();
  const elements = await page.locator("body *").count();
  expect(elements).toBeLessThanOrEqual(1_500);
  const before = Number((await bundle.first().getAttribute("aria-label"))?.split(" ")[0]);
  expect(before).toBeGreaterThan(6);
  await bundle.first().click();
  await expect(page.getByRole("treeitem", { name: `${before} more branches, alike` })).toHaveCount(0);
  // A message of a bundle that is selected elsewhere stands beside it.
  await open(page, "/sessions/wide-60");
  await expect(selected(page)).toHaveAccessibleName(/turn 76/);
  expect(await page.locator("body *").count()).toBeLessThanOrEqual(1_500);
});

test("t hides and shows the tree, which a narrower window leaves out until it is asked for", async ({
  page,
}) => {
  const tree = page.getByTestId("tree");
  await open(page, LOSSY);
  await expect(tree).toBeVisible();
  await page.keyboard.press("t");
  await expect(tree).toBeHidden();
  await page.keyboard.press("t");
  await expect(tree).toBeVisible();
  await page.evaluate(() => window.localStorage.clear());
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, LOSSY);
  await expect(page.getByTestId("node-panel")).toBeVisible();
  await expect(tree).toBeHidden();
  await page.keyboard.press("t");
  await expect(tree).toBeVisible();
});

test("the tree opens as a whole; the wheel moves it, and Ctrl with the wheel zooms", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, "/sessions/compaction?pane=tree");
  await expect(page.getByTestId("tree-preview")).toBeHidden();
  const card = page.locator(".react-flow__node [data-card]");
  for (const at of [0, (await card.count()) - 1]) await expect(card.nth(at)).toBeInViewport({ ratio: 0.99 });
  const whole = await viewport(page).getAttribute("style");
  const scale = /scale\(([\d.]+)\)/.exec(whole ?? "")?.[1] ?? "";
  await page.getByTestId("tree").hover();
  await page.mouse.wheel(0, 120);
  await expect(viewport(page)).not.toHaveAttribute("style", whole ?? "");
  await expect(viewport(page)).toHaveAttribute("style", new RegExp(`scale\\(${scale}\\)`));
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -120);
  await page.keyboard.up("Control");
  await expect(viewport(page)).not.toHaveAttribute("style", new RegExp(`scale\\(${scale}\\)`));
  await page.keyboard.press("a");
  await expect(viewport(page)).toHaveAttribute("style", new RegExp(`scale\\(${scale}\\)`));
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("links of before open what took the place of their panes, and t goes to the tree and back", async ({
    page,
  }) => {
    for (const pane of ["outline", "samples"]) {
      await open(page, `${LOSSY}?pane=${pane}`);
      await expect(page.getByRole("tree")).toBeVisible();
      await expect(page.getByTestId("notices")).toBeHidden();
    }
    await open(page, `${LOSSY}?pane=samples&sample=1`);
    await expect(page.getByTestId("token-pane")).toBeVisible();
    await open(page, `${LOSSY}?pane=outline`);
    await page.keyboard.press("t");
    await expect(page.getByTestId("tree")).toBeVisible();
    await page.keyboard.press("t");
    await expect(page.getByRole("tree")).toBeVisible();
    await pressCell(rows(page).filter({ hasText: "turn 2" }));
    await expect(page.getByTestId("token-pane")).toBeVisible();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the transcript has no serious fault, and its rails have shapes, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, "/sessions/wide-60");
    expect(await seriousFaults(page)).toEqual([]);
    await open(page, "/sessions/rewrite-fork?sample=2");
    expect(await seriousFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme, forcedColors: "active" });
    await expect(page.locator(".rail-trained").first()).toBeVisible();
    await expect(page.locator(".rail-context").first()).toBeVisible();
  });
}
