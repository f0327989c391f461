import { expect, type Page } from "@playwright/test";
import { downloadSamples } from "./support/download-samples";
import { expectShown } from "./support/expect-shown";
import { test } from "./support/journey";
import { openTab } from "./support/open-tab";
import { selectMessage } from "./support/select-message";
import { type ShownToken, shownTokens } from "./support/shown-tokens";

async function openFromList(page: Page, session: string): Promise<void> {
  await page.goto(`/sessions?q=${session}`);
  await page.getByRole("link", { name: session, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: session })).toBeVisible();
}

test("a rewrite that forks: why a token is masked, and the download holds what the page shows", async ({
  page,
}) => {
  // High enough for every message to be in view beside the open sample.
  await page.setViewportSize({ width: 1440, height: 1600 });
  await openFromList(page, "rewrite-fork");
  // It opens on its last answer; the fork lies above.
  await page.keyboard.press("f");
  const line = page.getByTestId("tree").locator('[data-edge="rewrite"] text').first();
  await expect(line).toHaveText(/rewritten/);
  await page.getByRole("button", { name: /^S2/ }).click();
  await page.getByRole("treeitem", { name: /assistant, turn 1:/ }).click();
  await openTab(page, "Tokens");
  await expect(
    page.getByText("Not trained here: turn 1 sampled it, but S1 trains it, so here it is context."),
  ).toBeVisible();

  const [, second] = await downloadSamples(page);
  if (!second) throw new Error("The download holds fewer than two samples.");
  const covered: ShownToken[] = [];
  const path = page.getByRole("treeitem").filter({ visible: true });
  for (let at = 0; at < (await path.count()); at++) {
    await selectMessage(page, path.nth(at));
    if (await page.getByText("No tokens to show").isVisible()) continue;
    covered.push(...(await shownTokens(page)));
  }
  expect(covered.map(({ position }) => position).sort((a, b) => a - b)).toEqual(
    second.tokens.map((_, at) => at),
  );
  expectShown(covered, second);
});

test("a rewrite that the policy merges: the abandoned answer is in no sample, and the page says so", async ({
  page,
}) => {
  await openFromList(page, "rewrite-merge");
  await page.getByRole("treeitem", { name: /rewrite/ }).click();
  await expect(
    page.getByText(/The client rewrote the answer of turn \d+; the policy merged the rewrite/),
  ).toBeVisible();
  await expect(page.getByTestId("verdict")).toContainText(
    /\d+≈in no sample, of turn \d+: the prompt of turn \d+ put its own words in its place/,
  );
});
