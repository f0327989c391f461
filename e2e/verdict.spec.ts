import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

const LOSSY = "/sessions/slime-issue-2338";

const verdict = (page: Page) => page.getByTestId("verdict");
const selected = (page: Page) => page.getByRole("treeitem", { selected: true });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("no step: the page opens with what was lost, in which turn, why, and the tokens that differ", async ({
  page,
}) => {
  await open(page, LOSSY);
  const loss = verdict(page).getByTestId("verdict-loss");
  await expect(loss).toContainText("28,404");
  await expect(loss).toContainText("lost in turn 1: the prompt of turn 2 spelled ·full as ·full");
  await expect(loss.getByTitle("tokens 220, 69, 84, 75, 75")).toBeVisible();
  await expect(loss.getByTitle("token 2480")).toBeVisible();
  await expect(verdict(page).getByTestId("verdict-share")).toHaveText("0.2%");
  await expect(selected(page)).toHaveAccessibleName(/turn 1/);
  await expect(page).toHaveURL(/node=\w+&tab=diff/);
  await expect(page.getByTestId("divergence")).toContainText("28,404 held tokens lose their signal");
});

test("one step: what another policy would keep, and the way back", async ({ page }) => {
  await open(page, LOSSY);
  const strict = verdict(page).getByRole("button", { name: "strict keeps them" });
  await expect(strict).toHaveAttribute("title", /28,404 more than now/);
  await strict.click();
  await expect(page).toHaveURL(/policy=strict/);
  await expect(verdict(page)).toContainText("Every token that the model sampled trains.");
  await expect(page.getByRole("button", { name: /^Policy: strict/ })).toBeVisible();
  // The message that was looked at stays.
  await expect(selected(page)).toHaveAccessibleName(/turn 1/);
  await page.getByRole("button", { name: "Back to the recorder's" }).click();
  await expect(verdict(page)).toContainText("28,404");
});

test("one step: the sessions that lost something alike", async ({ page }) => {
  await open(page, LOSSY);
  const alike = verdict(page).getByRole("link", { name: /^\d+ sessions alike$/ });
  const count = Number.parseInt((await alike.textContent()) ?? "", 10);
  await alike.click();
  await expect(page).toHaveURL(/q=cause(:|%3A)[\w-]+\+drift(:|%3A)yes/);
  await expect(page.getByTestId("total")).toHaveText(`${count} sessions`);
});

test("a session that lost nothing opens on its last answer, and says what grafting spared", async ({
  page,
}) => {
  await open(page, "/sessions/linear");
  await expect(verdict(page)).toContainText("Every token that the model sampled trains.");
  await expect(selected(page)).toHaveAccessibleName(/^assistant, turn/);
  await expect(page).not.toHaveURL(/tab=/);
  await expect(page.getByTestId("node-panel")).toBeVisible();

  await open(page, "/sessions/drift-spared");
  await page
    .getByTestId("verdict-spared")
    .getByRole("button", { name: /^the prompt of turn/ })
    .click();
  await expect(page.getByTestId("divergence")).toContainText("would have changed");
});

test("an answer that a merge took opens at what took its place, named with what it cost", async ({
  page,
}) => {
  await open(page, "/sessions/rewrite-merge");
  await expect(verdict(page)).toContainText("put its own words in its place");
  await expect(selected(page)).toHaveAccessibleName(/rewrite/);
  await expect(
    page
      .getByTestId("tree")
      .getByText(/╌\d+ of turn 1/)
      .first(),
  ).toBeVisible();
});

test("an address that names something opens that, and what was let go of stays away", async ({ page }) => {
  await open(page, `${LOSSY}?sample=1&tok=3`);
  await expect(page).not.toHaveURL(/node=/);
  await expect(selected(page)).toHaveCount(0);
  await open(page, LOSSY);
  await expect(page).toHaveURL(/node=/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/node=/);
  await expect(selected(page)).toHaveCount(0);
});

test("x goes from loss to loss, realigned ones too, and the button does the same", async ({ page }) => {
  await open(page, "/sessions/refused");
  await expect(verdict(page).getByTestId("verdict-loss")).not.toHaveCount(0);
  const first = await selected(page).getAttribute("data-node");
  await page.keyboard.press("x");
  await expect(selected(page)).not.toHaveAttribute("data-node", first ?? "");
  await verdict(page)
    .getByRole("button", { name: /Next loss/ })
    .click();
  await expect(selected(page)).toHaveAttribute("data-node", first ?? "");
  await open(page, `${LOSSY}?pane=tree`);
  await page.keyboard.press("x");
  await expect(selected(page)).toHaveAccessibleName(/turn 1/);
});

test("a sample says what trains of it and what its turns lost, with the way to their messages", async ({
  page,
}) => {
  await page.goto(`${LOSSY}/samples/1`);
  await expect(verdict(page)).toContainText("lost in turn 1: the prompt of turn 2 spelled");
  await verdict(page).getByRole("link", { name: "the prompt of turn 2" }).click();
  await expect(page).toHaveURL(/\/sessions\/slime-issue-2338\?node=\w+&tab=diff/);
  await expect(page.getByTestId("divergence")).toContainText("→ realign");
  await page.goto(`${LOSSY}/samples/1`);
  await verdict(page).getByRole("link", { name: "strict keeps them" }).click();
  await expect(verdict(page)).toContainText("Every token that the model sampled trains.");
});

test("a set says what trains of it and what was lost to which cause; a press lists the sessions", async ({
  page,
}) => {
  await open(page, "/sessions");
  const line = page.getByTestId("set-verdict");
  await expect(line).toContainText(/\d+(\.\d)?% of [\d,]+ sampled tokens train/);
  const loss = line.getByRole("button", { name: /sessions?$/ }).first();
  const sessions = Number(/(\d+) sessions?$/.exec((await loss.textContent()) ?? "")?.[1]);
  await loss.click();
  await expect(page).toHaveURL(/q=cause:/);
  await expect(page.getByTestId("total")).toHaveText(new RegExp(`^${sessions} sessions?$`));
});

test("a turn that comes changes the verdict, and neither the selection nor the scroll", async ({
  page,
  request,
}) => {
  const session = `judged-${Date.now()}`;
  let messages: readonly unknown[] = [];
  const ask = async (content: string): Promise<void> => {
    messages = [...messages, { role: "user", content }];
    const answer = await request.post(`/s/${session}/v1/chat/completions`, { data: { messages } });
    messages = [...messages, (await answer.json()).choices[0].message];
  };
  await ask("one");
  await open(page, `/sessions/${session}`);
  await expect(selected(page)).toHaveAccessibleName(/turn 1/);
  const before = await page.getByTestId("conservation").textContent();
  await ask("two");
  await expect(page.getByRole("treeitem", { name: /turn 2/ })).toBeVisible();
  await expect(page.getByTestId("conservation")).not.toHaveText(before ?? "");
  await expect(selected(page)).toHaveAccessibleName(/turn 1/);
  expect(await page.getByTestId("transcript").evaluate((element) => element.scrollTop)).toBe(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the verdict has no serious fault and no colour alone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, LOSSY);
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole("button", { name: /^Policy: / }).click();
    await expect(page.getByRole("dialog", { name: "Policy", exact: true })).toBeVisible();
    expect(await seriousFaults(page), "the policy's settings").toEqual([]);
    await page.keyboard.press("Escape");
    await page.emulateMedia({ colorScheme, forcedColors: "active" });
    await expect(verdict(page).getByTestId("verdict-loss")).toContainText("≈");
  });
}

test("the verdict fits a page at 200 % and a phone, and all of it is reached by keyboard", async ({
  page,
}) => {
  for (const viewport of [
    { width: 720, height: 450 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await open(page, LOSSY);
    const spare = await page.evaluate(() => window.innerWidth - document.documentElement.scrollWidth);
    expect(spare, `${viewport.width}`).toBeGreaterThanOrEqual(0);
    await expect(verdict(page).getByTestId("verdict-share")).toBeInViewport();
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, LOSSY);
  await expect(verdict(page).getByRole("button", { name: "strict keeps them" })).toBeVisible();
  const names: string[] = [];
  const parts = verdict(page).getByRole("button");
  for (let at = 0; at < (await parts.count()); at++) {
    await parts.nth(at).focus();
    await expect(parts.nth(at)).toBeFocused();
    names.push((await parts.nth(at).textContent()) ?? "");
  }
  expect(names).toEqual(expect.arrayContaining(["turn 1", "the prompt of turn 2", "strict keeps them"]));
});
