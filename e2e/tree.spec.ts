import { expect, type Locator, type Page } from "@playwright/test";
import { agentSession } from "@/bench/support/agent-session";
import { turnsJsonl } from "@/bench/support/turns-jsonl";
import { test } from "./support/journey";

const tree = (page: Page) => page.getByTestId("tree");
const cards = (page: Page) => tree(page).locator(".react-flow__node [data-card]");

/** With nothing selected, unless the address says what. The tree opens as a whole, as cards or as lanes. */
async function openTree(page: Page, address: string): Promise<void> {
  await page.goto(address.includes("?") ? address : `${address}?pane=tree`);
  await expect(page.locator(".react-flow__node, [data-testid=lanes]").first()).toBeVisible();
  await expect(page.getByTestId("tree-preview")).toBeHidden();
}

/** Zooms step by step, each seen to be done, until something of what is wanted is there. */
async function zoomUntil(page: Page, name: "Zoom in" | "Zoom out", wanted: Locator): Promise<void> {
  const viewport = tree(page).locator(".react-flow__viewport");
  while ((await wanted.count()) === 0) {
    const before = await viewport.getAttribute("style");
    await tree(page).getByRole("button", { name }).click();
    await expect(viewport).not.toHaveAttribute("style", before ?? "");
  }
}

test("the first cards are in the page that the server sends", async ({ request }) => {
  const html = await (await request.get("/sessions/sub-agent")).text();
  expect(html).toContain("data-card=");
});

test.describe("without motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("zooming in gives pills, then cards; zooming out gives lanes again", async ({ page }) => {
    await openTree(page, "/sessions/wide-60");
    const pills = tree(page).locator(".react-flow__node .tree-pill");
    const lanes = page.getByTestId("lanes");
    await expect(lanes).toBeVisible();
    await expect(cards(page)).toHaveCount(0);
    await zoomUntil(page, "Zoom in", pills);
    await expect(lanes).toHaveCount(0);
    await expect(tree(page).getByText("tok")).toHaveCount(0);
    await zoomUntil(page, "Zoom in", tree(page).locator(".react-flow__node .tree-foot"));
    await expect(pills).toHaveCount(0);
    await zoomUntil(page, "Zoom out", lanes);
    await expect(cards(page)).toHaveCount(0);
  });
});

for (const [pane, viewport] of [
  ["low", { width: 1100, height: 620 }],
  ["narrow", { width: 390, height: 844 }],
] as const) {
  test(`the library's mark covers no card in a ${pane} pane`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openTree(page, "/sessions/wide-60?sample=1&pane=tree");
    const mark = page.getByRole("link", { name: /React Flow/ });
    await expect(mark).toBeVisible();
    const [markBox, treeBox] = [await mark.boundingBox(), await tree(page).boundingBox()];
    if (!markBox || !treeBox) throw new Error("The mark and the tree have no place on screen.");
    expect(markBox.x).toBeGreaterThanOrEqual(0);
    expect(markBox.x + markBox.width).toBeLessThanOrEqual(treeBox.x);
    expect(markBox.y + markBox.height).toBeLessThanOrEqual(treeBox.y + treeBox.height);
  });
}

test("a landmark on the rail selects its message and brings it into view", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openTree(page, "/sessions/wide-60");
  await zoomUntil(page, "Zoom in", tree(page).locator(".react-flow__node .tree-foot"));
  const landmark = page.getByTestId("landmark-rail").getByRole("button").last();
  await landmark.click();
  await expect(page).toHaveURL(/node=/);
  await expect(landmark).toHaveAttribute("aria-pressed", "true");
  await expect(tree(page).locator("[data-selected]")).toBeInViewport();
});

test("a selected message stays in sight when the pane is made lower", async ({ page }) => {
  await openTree(page, "/sessions/rewrite-fork");
  await page.keyboard.press("f");
  const selected = tree(page).locator("[data-selected]");
  await expect(selected).toBeInViewport({ ratio: 0.99 });
  await page.keyboard.press("o");
  await expect(page.getByTestId("token-pane")).toBeVisible();
  await expect(selected).toBeInViewport({ ratio: 0.99 });
});

test("a pane that is made higher shows more of the tree, without being moved", async ({ page }) => {
  await openTree(page, "/sessions/rewrite-fork?sample=2");
  await expect(page.getByTestId("token-pane")).toBeVisible();
  await page.emulateMedia({ reducedMotion: "reduce" });
  const viewport = tree(page).locator(".react-flow__viewport");
  for (let press = 0; press < 6; press++) {
    const place = await viewport.getAttribute("style");
    await tree(page).getByRole("button", { name: "Zoom in" }).click();
    await expect(viewport).not.toHaveAttribute("style", place ?? "");
  }
  const before = await cards(page).count();
  await page.getByRole("button", { name: /^Hide the tokens/ }).click();
  await expect.poll(() => cards(page).count()).toBeGreaterThan(before);
});

test("a selected sample lights its path and dims the rest, by attributes alone", async ({ page }) => {
  await openTree(page, "/sessions/compaction?sample=1");
  await expect(tree(page)).toHaveAttribute("data-has-path", "true");
  await expect(tree(page).locator("[data-card][data-on-path]").first()).toHaveCSS("opacity", "1");
  await expect(tree(page).locator("[data-card]:not([data-on-path])").first()).toHaveCSS("opacity", "0.35");
});

test("each cause of a fork has a line of its own shape and a label", async ({ page }) => {
  const causes = [
    ["sub-agent", "sub-agent"],
    ["compaction", "compaction"],
    ["rewrite-fork", "rewrite"],
    ["drift-fork", "drift"],
  ] as const;
  for (const [session, kind] of causes) {
    await openTree(page, `/sessions/${session}`);
    const line = tree(page).locator(`[data-edge="${kind}"]`).first();
    await expect(line.locator("text"), session).not.toBeEmpty();
    await expect(line.locator("title"), session).not.toBeEmpty();
  }
});

test("one line shows a conversation alone and says what it leaves out", async ({ page }) => {
  await openTree(page, "/sessions/wide-60");
  await tree(page).getByRole("button", { name: "One line" }).click();
  await expect(page).toHaveURL(/view=linear/);
  const left = tree(page).getByRole("button", { name: /messages of other branches not shown/ });
  await left.click();
  await expect(page).not.toHaveURL(/view=/);
});

test("a session of 5,000 messages opens with few elements, and the minimap moves it", async ({
  page,
  request,
}) => {
  const id = `generated-${Date.now()}`;
  const data = await turnsJsonl(agentSession(2_500), id);
  expect((await request.post("/api/import", { data, timeout: 0 })).ok()).toBe(true);
  await page.emulateMedia({ reducedMotion: "reduce" });
  // With the message selected that the page opens on.
  await openTree(page, `/sessions/${id}?view=tree`);
  await expect(page.getByTestId("lanes")).toBeVisible();
  expect(await tree(page).locator("*").count()).toBeLessThanOrEqual(250);
  await page.keyboard.press("0");
  await expect(tree(page).locator(".react-flow__node .tree-foot").first()).toBeVisible();
  const before = await cards(page).first().getAttribute("data-card");
  const map = await page.getByTestId("minimap").boundingBox();
  if (!map) throw new Error("The minimap has no place on screen.");
  await page.mouse.move(map.x + 10, map.y + 10);
  await page.mouse.down();
  await page.mouse.move(map.x + map.width - 20, map.y + 12, { steps: 5 });
  await page.mouse.up();
  await expect(tree(page).locator(`[data-card="${before}"]`)).toHaveCount(0);
  expect(await tree(page).locator("*").count()).toBeLessThanOrEqual(250);
});
