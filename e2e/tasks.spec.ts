import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { copiedText } from "./support/copied-text";
import { countSteps } from "./support/count-steps";
import { test } from "./support/journey";

/** What the inspector is opened for, and in how many steps each is done. */

const LOSSY = "/sessions/slime-issue-2338";

async function open(page: Page, address: string): Promise<() => Promise<number>> {
  const steps = await countSteps(page);
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  return steps;
}

/** The policies by which the lines of a downloaded file were made, and its name. */
async function downloaded(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const text = await readFile(await download.path(), "utf8");
  return { name: download.suggestedFilename(), policies: new Set(text.match(/"policy":\{"name":"[^"]*"/g)) };
}

test("no step: where signal was lost, and why", async ({ page }) => {
  const steps = await open(page, LOSSY);
  await expect(page.getByTestId("verdict-loss")).toContainText("28,404");
  await expect(page.getByTestId("verdict-loss")).toContainText(
    "lost in turn 1: the prompt of turn 2 spelled",
  );
  await expect(page.getByTestId("divergence")).toContainText("28,404 held tokens lose their signal");
  await expect(page.getByTestId("cause")).toContainText("What to do");
  expect(await steps()).toBe(0);
});

test("one step: why a token is masked, and which token differed", async ({ page }) => {
  const steps = await countSteps(page);
  await page.goto(`${LOSSY}/samples/1`);
  await expect(page.getByTestId("token-lines")).toBeFocused();
  await page.keyboard.press("x");
  const card = page.getByRole("region", { name: "Selected tokens" });
  await expect(card).toContainText(/realign/);
  await expect(card.getByTestId("held-ids").locator("[data-differs]")).toHaveCount(5);
  await expect(card.getByTestId("incoming-ids").locator("[data-differs]")).toHaveCount(1);
  expect(await steps()).toBe(1);
});

test("one step: what strict gains over slime", async ({ page }) => {
  const steps = await open(page, LOSSY);
  const strict = page.getByTestId("verdict").getByRole("button", { name: "strict keeps them" });
  await expect(strict).toHaveAttribute("title", /28,404 more than now/);
  await strict.click();
  await expect(page.getByTestId("verdict")).toContainText("Every token that the model sampled trains.");
  expect(await steps()).toBe(1);
});

test("three steps: a filtered set of one policy as a file for verl", async ({ page }) => {
  const steps = await open(page, "/sessions?q=id:slime-issue");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("radio", { name: /^verl/ }).check();
  const link = page.getByRole("link", { name: "Download" });
  await expect(link).not.toHaveAttribute("aria-disabled", "true");
  const { name, policies } = await downloaded(page, () => link.click());
  expect(name).toMatch(/^sessions-id-slime-issue\..*verl/);
  expect(policies.size).toBeLessThanOrEqual(1);
  expect(await steps()).toBe(3);
});

test("three steps: a filtered set under another policy, for the trainer that was exported for last", async ({
  page,
}) => {
  await page.goto("/sessions?q=id:drift");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("radio", { name: /^verl/ }).check();
  const steps = await open(page, "/sessions?q=id:drift");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await page.getByRole("button", { name: "Export under strict" }).click();
  await expect(page.getByRole("radio", { name: /^verl/ })).toBeChecked();
  const link = page.getByRole("link", { name: "Download" });
  await expect(link).not.toHaveAttribute("aria-disabled", "true");
  const { name } = await downloaded(page, () => link.click());
  expect(name).toMatch(/^sessions-id-drift\.strict\..*verl/);
  expect(await steps()).toBe(3);
});

test("one key: the sampled ids of an answer", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const steps = await open(page, "/sessions/linear");
  await expect(page.getByTestId("mask")).toBeVisible();
  const ids = await copiedText(page, () => page.keyboard.press("I"));
  expect(ids).toMatch(/^\[?\d+(,\s*\d+)*\]?$/);
  expect(await steps()).toBe(1);
});

test("one step: from a fork to the request that caused it, with its body", async ({ page }) => {
  const steps = await open(page, "/sessions/compaction");
  // The preview and what takes its place draw the same for a moment.
  await page.getByTestId("tree").locator("[data-edge=compaction] text").last().click();
  const request = page.getByRole("dialog", { name: /^Cause: / }).getByTestId("cause-request");
  await expect(request).toContainText(/The request that did it: turn \d+/);
  await expect(request.getByTestId("message-diff").locator("section").first()).toBeVisible();
  expect(await steps()).toBe(1);
});
