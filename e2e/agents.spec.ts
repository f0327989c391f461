import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

const SENTENCE = "The model begins to answer here.";

async function pointAt(page: Page, place: object): Promise<void> {
  const response = await page.request.post("/api/view", {
    data: { session: "sub-agent", sentence: SENTENCE, ...place },
  });
  expect(response.status()).toBe(200);
}

/** Keeps a report that cites an answer of the demo by its recorded tokens, and one that nothing was recorded for. */
async function keepReport(page: Page): Promise<string> {
  const told = await page.request.post("/api/mcp", {
    headers: { accept: "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18" },
    data: {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "read_tokens", arguments: { session: "drift-fork", turn: 1, policy: "slime" } },
    },
  });
  const cite = /turntree:drift-fork\/1\/[^"\\]+/.exec(await told.text())?.[0] ?? "";
  const text = [
    "# Reasoning is lost",
    `The template took [this reasoning](${cite}) out of the history. Of [that](turntree:nobody/1/0-3#0123456789abcdef) nothing is left.`,
    "<b onclick=alert(1)>Not bold.</b>",
    "| step | lost |\n|---|---|\n| 61 | much |",
  ].join("\n\n");
  const kept = await page.request.post("/api/reports", { data: { text } });
  expect(kept.status()).toBe(201);
  return /"id":"([0-9a-f]+)"/.exec(await kept.text())?.[1] ?? "";
}

test("an agent points at tokens: the tab that follows goes there, the other says so and stays as it is", async ({
  page,
  context,
}) => {
  await page.goto("/sessions");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Follow what agents show" }).click();
  const other = await context.newPage();
  await other.goto("/sessions/linear");
  await expect(other.getByText("live", { exact: true })).toBeVisible();
  const address = other.url();
  await pointAt(page, { turn: 1, from: 3, to: 6 });

  await expect(page).toHaveURL(/\/sessions\/sub-agent\?.*tok=3-5/);
  await expect(page.getByTestId("shown-place")).toContainText(`Shown by open: ${SENTENCE}`);
  const bar = other.getByTestId("shown-place");
  await expect(bar).toContainText(`Something is shown by open: ${SENTENCE}`);
  expect(other.url()).toBe(address);
  expect(await seriousFaults(other)).toEqual([]);

  await bar.getByRole("button", { name: "Go there" }).click();
  await expect(other).toHaveURL(/\/sessions\/sub-agent\?.*tok=3-5/);
  await expect(bar).toBeHidden();
});

test("a tab follows until that is switched off, from page to page", async ({ page }) => {
  await page.goto("/runs");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Follow what agents show" }).click();
  await pointAt(page, { turn: 1 });
  await expect(page).toHaveURL(/\/sessions\/sub-agent\?/);
  await pointAt(page, { session: "linear", turn: 2 });
  await expect(page).toHaveURL(/\/sessions\/linear\?/);
  await page.getByTestId("shown-place").getByRole("button", { name: "Stop following" }).click();
  const address = page.url();
  await pointAt(page, { sentence: "Look elsewhere." });
  await expect(page.getByTestId("shown-place")).toContainText("Something is shown by open: Look elsewhere.");
  expect(page.url()).toBe(address);
  await page.getByRole("button", { name: "Dismiss what is shown" }).click();
  await expect(page.getByTestId("shown-place")).toBeHidden();
});

test("a report stands beside the tokens that it cites, each citation checked", async ({ page }) => {
  const id = await keepReport(page);
  await page.goto("/reports");
  await page.getByRole("link", { name: "Reasoning is lost" }).first().click();
  await expect(page).toHaveURL(`/reports/${id}`);
  const report = page.getByRole("article", { name: "Report" });
  await expect(report.locator("[data-standing=holds]")).toHaveText(/this reasoning1✓, holds/);
  await expect(report.locator("[data-standing=gone]")).toHaveText(/that2∅, session gone/);
  await expect(report.getByText("<b onclick=alert(1)>Not bold.</b>")).toBeVisible();
  await expect(page.getByRole("heading", { name: "2 citations, 1 without what was recorded" })).toBeVisible();
  const card = page.locator("#citation-1");
  await expect(card).toContainText("holds");
  await expect(card.locator("[class*=token-]").first()).not.toBeEmpty();
  expect(await seriousFaults(page)).toEqual([]);
  await report.getByRole("link", { name: /this reasoning/ }).click();
  await expect(page).toHaveURL(/#citation-1$/);
  await card.getByRole("link", { name: "Open these tokens" }).click();
  await expect(page).toHaveURL(/\/sessions\/drift-fork\?/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a report and what is shown fit the screen", async ({ page }) => {
    const id = await keepReport(page);
    await page.goto(`/reports/${id}`);
    await expect(page.getByRole("article", { name: "Report" })).toBeVisible();
    await expect(page.getByText("live", { exact: true })).toBeVisible();
    await pointAt(page, { turn: 1 });
    await expect(page.getByTestId("shown-place")).toContainText(SENTENCE);
    const spare = await page.evaluate(() => window.innerWidth - document.documentElement.scrollWidth);
    expect(spare).toBeGreaterThanOrEqual(0);
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Go there" }).tap();
    await expect(page).toHaveURL(/\/sessions\/sub-agent\?/);
  });
});
