import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";

const LOSSY = "/sessions/slime-issue-2338";

const isAtTheCause = async (page: Page): Promise<void> => {
  await expect(page).toHaveURL(/tab=diff/);
  await expect(page.getByTestId("divergence")).toContainText(
    "→ realign: 28,404 held tokens lose their signal",
  );
};

test("a loss leads to the prompt that took it: from verdict, message and its own difference", async ({
  page,
}) => {
  await page.goto(`${LOSSY}?pane=tree`);
  await page.getByTestId("verdict").getByRole("button", { name: "the prompt of turn 2" }).click();
  await isAtTheCause(page);
  // The panel is narrow, whatever the window is: cause and sentence stand one below the other.
  const [said, cause] = [page.getByTestId("divergence"), page.getByTestId("cause")];
  expect((await cause.boundingBox())?.y).toBeGreaterThan((await said.boundingBox())?.y ?? Number.NaN);

  await page.goto(`${LOSSY}?pane=tree`);
  await page.getByRole("treeitem", { name: /turn 1/ }).click();
  await page.getByRole("button", { name: /28,404 lost: see the prompt of turn 2/ }).click();
  await isAtTheCause(page);
  await page.getByRole("treeitem", { name: /turn 1/ }).click();
  await expect(page.getByTestId("node-panel")).toContainText("turn 1");
  await isAtTheCause(page);
});

test("a sample's losses are walked by key from the start, and a token says which tokens differ", async ({
  page,
}) => {
  await page.goto(`${LOSSY}/samples/1`);
  await page.locator("[data-testid=token-pane][aria-busy=false]").waitFor();
  await expect(page.getByTestId("token-lines")).toBeFocused();
  await page.keyboard.press("x");
  await expect(page).toHaveURL(/tok=28445(&|$)/);
  const card = page.getByRole("region", { name: "Selected tokens" });
  await expect(card.getByTestId("held-ids").locator("[data-differs]")).toHaveCount(5);
  await expect(card.getByTestId("incoming-ids").locator("[data-differs]")).toHaveText(/·full\s*2480/);
  await expect(page.locator(".token-changed").first()).toBeVisible();
  await page.getByRole("button", { name: "trained" }).click();
  await expect(page).toHaveURL(/tok=28462-28522/);
  await page.keyboard.press("X");
  await page.keyboard.press("X");
  await card.getByRole("link", { name: "How turn 2's prompt departs" }).click();
  await expect(page.getByTestId("divergence")).toContainText("→ realign");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a link opens the message that it names, a tap shows the one tapped, and nothing shifts", async ({
    page,
  }) => {
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        const shifted = list.getEntries().map((entry) => JSON.stringify(entry));
        const moved = shifted.reduce((sum, entry) => sum + Number(JSON.parse(entry).value), 0);
        const { dataset } = document.documentElement;
        dataset.shift = String(Number(dataset.shift ?? 0) + moved);
      }).observe({ type: "layout-shift", buffered: true });
    });
    const shift = () => page.locator("html").evaluate((html) => Number(html.dataset.shift ?? 0));
    await page.goto("/sessions");
    await expect(page.getByText("live", { exact: true })).toBeVisible();
    expect(await shift()).toBeLessThan(0.01);
    await page.goto(LOSSY);
    await expect(page.getByText("live", { exact: true })).toBeVisible();
    await expect(page.getByTestId("verdict")).toContainText("28,404");
    await isAtTheCause(page);
    expect(await shift()).toBeLessThan(0.01);
    await page.getByRole("button", { name: "Tree", exact: true }).tap();
    await page.getByTestId("tree").locator(".tree-card", { hasText: "turn 1" }).last().tap();
    const panel = page.getByTestId("node-panel");
    await expect(panel).toContainText("turn 1");
    await expect(page).toHaveURL(/pane=node/);
    await page.reload();
    await expect(panel).toContainText("turn 1");
    await page.goto(page.url().replace(/&?pane=node/, ""));
    await expect(panel).toContainText("turn 1");
  });
});
