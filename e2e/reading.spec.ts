import { expect, type Page } from "@playwright/test";
import { copiedText } from "./support/copied-text";
import { test } from "./support/journey";
import { openTab } from "./support/open-tab";
import { seriousFaults } from "./support/serious-faults";

const mask = (page: Page) => page.getByTestId("mask");

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("the text of a message is drawn by its mask, with the reason of each stretch beside it", async ({
  page,
}) => {
  await open(page, "/sessions/drift-realign");
  await openTab(page, "Text");
  await expect(mask(page).locator('[data-state="realigned"]').first()).toHaveClass(/token-realigned/);
  await expect(mask(page)).toContainText(/\d+ tokens, realigned/);
  await expect(mask(page).locator("[data-changed]").first()).toHaveAttribute("title", /id \d+/);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole("treeitem", { name: /turn 2/ }).click();
  await expect(mask(page).locator('[data-state="trained"]').first()).toHaveClass(/token-trained/);
});

test("b draws the lines between tokens and takes them away", async ({ page }) => {
  await open(page, "/sessions/linear");
  const pieces = mask(page).locator("[data-state]");
  await expect(pieces.first()).toBeVisible();
  const flowing = await pieces.count();
  await page.keyboard.press("b");
  await expect.poll(() => pieces.count()).toBeGreaterThan(flowing);
  await page.keyboard.press("b");
  await expect(pieces).toHaveCount(flowing);
});

test("one key copies the sampled ids of an answer", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/sessions/linear");
  await expect(mask(page)).toBeVisible();
  const ids: readonly number[] = JSON.parse(await copiedText(page, () => page.keyboard.press("I")));
  const lines = (await (await page.request.get("/api/sessions/linear/turns.jsonl")).text())
    .trim()
    .split("\n");
  const outputs = lines.map((line): string => JSON.stringify(JSON.parse(line).output_ids));
  expect(outputs).toContain(JSON.stringify(ids));
});

/** The card of what is marked in the text. */
const card = (page: Page) => page.getByRole("region", { name: "Selected tokens" });

/** Opens the answer that lost 27 tokens, as text. */
async function openLost(page: Page, more = ""): Promise<void> {
  await open(page, `/sessions/drift-realign${more}`);
  await page.getByRole("treeitem", { name: /assistant, turn 1/ }).click();
  await openTab(page, "Text");
  await expect(mask(page).getByTestId("other-spelling").first()).toBeVisible();
}

test("the other spelling stands in place, with its ids, and is not among what is copied", async ({
  page,
}) => {
  await openLost(page);
  await expect(page.getByTestId("spelling-legend")).toContainText(
    /1 place in other tokens: as sampled, prompt of turn 2/,
  );
  const other = mask(page).getByTestId("other-spelling");
  await expect(other).toHaveCount(1);
  expect(await other.getAttribute("title")).toMatch(/^prompt of turn 2: id \d+$/);
  // The same text in other tokens.
  const own = mask(page).locator("[data-changed]");
  const drawn = await other.locator("[data-id]").allTextContents();
  expect(drawn.join("")).toBe((await own.allTextContents()).join(""));
  await own.first().click();
  await expect(card(page).getByTestId("both-spellings")).toContainText(/as sampled.*prompt of turn 2/);
  const text = mask(page)
    .locator("p")
    .filter({ has: page.locator("[data-from]") });
  const chosen = await text.evaluate((element) => {
    window.getSelection()?.selectAllChildren(element);
    return window.getSelection()?.toString() ?? "";
  });
  expect(chosen).toBe((await text.locator("[data-from]").allTextContents()).join(""));
});

test("with a sample open its own tokens are the text, and the sampled ones stand beside them", async ({
  page,
}) => {
  await openLost(page, "?sample=1");
  await expect(page.getByTestId("spelling-legend")).toContainText(/in this sample, sampled by turn 1/);
  await expect(mask(page).locator("del")).toHaveCount(1);
});

test("one press on the text says everything of the token, and the address keeps it", async ({ page }) => {
  await openLost(page);
  await mask(page).locator("[data-changed]").first().click();
  await expect(card(page)).toContainText(/Not trained: turn 1 sampled it, but the prompt of turn 2/);
  await expect(card(page)).toContainText("log-prob");
  await expect(page).toHaveURL(/tok=\d+(&|$)/);
  const title = await card(page)
    .getByText(/^Token [\d,]+$/)
    .textContent();
  await page.reload();
  await expect(card(page).getByText(title ?? "")).toBeVisible();
  // The same token is marked where each is listed.
  await openTab(page, "Tokens");
  await expect(page.getByTestId("token").and(page.locator("[data-selected]"))).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(card(page)).toBeHidden();
  await expect(page).not.toHaveURL(/tok=/);
});

test("text that is marked with the pointer is whole tokens, copied as ids, text and JSON", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/sessions/linear");
  await openTab(page, "Text");
  const all: readonly number[] = JSON.parse(await copiedText(page, () => page.keyboard.press("I")));
  const box = await mask(page).locator("[data-from]").first().boundingBox();
  if (!box) throw new Error("The text is not drawn.");
  await page.mouse.move(box.x + 3, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 12, { steps: 4 });
  await page.mouse.up();
  await expect(card(page)).toContainText("sum of log-probs");
  const ids: readonly number[] = JSON.parse(await copiedText(page, () => page.keyboard.press("I")));
  expect(ids.length).toBeGreaterThan(1);
  expect(ids).toEqual(all.slice(0, ids.length));
  const rows: readonly { readonly id: number; readonly text: string; readonly position: number }[] =
    JSON.parse(await copiedText(page, () => page.keyboard.press("Y")));
  expect(rows.map(({ id }) => id)).toEqual(ids);
  const text = await copiedText(page, () => page.keyboard.press("Control+c"));
  expect(text).toBe(rows.map(({ text }) => text).join(""));
  await expect(page).toHaveURL(new RegExp(`tok=${rows[0]?.position}-${rows.at(-1)?.position}(&|$)`));
});

test("arrows walk the text token by token and mark it with Shift", async ({ page }) => {
  await open(page, "/sessions/linear");
  await openTab(page, "Text");
  await page.getByRole("region", { name: "Text of the message" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(card(page).getByText(/^Token /)).toBeVisible();
  const first = page.url();
  await page.keyboard.press("ArrowRight");
  await expect(page).not.toHaveURL(first);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(card(page).getByText(/^Tokens [\d,]+–[\d,]+$/)).toBeVisible();
  await expect(mask(page).locator("[data-selected]").first()).toHaveClass(/token-marked/);
});

test("x walks what a message lost, then goes on to the next message that lost something", async ({
  page,
}) => {
  await openLost(page);
  const panel = page.getByTestId("node-panel");
  const message = await panel.getAttribute("data-message");
  await page.getByRole("region", { name: "Text of the message" }).focus();
  await page.keyboard.press("x");
  await expect(page).toHaveURL(/tok=\d+/);
  await expect(mask(page).locator("[data-changed][data-selected]").first()).toBeVisible();
  await expect(panel).toHaveAttribute("data-message", message ?? "");
  // The only message that lost something: the way on leads round to it, and unmarks what was marked.
  await page.keyboard.press("x");
  await expect(page).not.toHaveURL(/tok=/);
});

test("x and X walk the sessions of the list that lost something", async ({ page }) => {
  interface Row {
    readonly id: string;
    readonly sampled_tokens: number;
    readonly trained_tokens: number;
  }
  // Some of them, and none that another journey records.
  const filter = "q=cause:retokenised";
  const { rows }: { readonly rows: readonly Row[] } = await (
    await page.request.get(`/api/list?${filter}`)
  ).json();
  const lossy = rows.filter((row) => row.trained_tokens < row.sampled_tokens).map(({ id }) => id);
  expect(lossy.length).toBeGreaterThan(1);
  expect(lossy.length).toBeLessThan(rows.length);
  await open(page, `/sessions?${filter}`);
  const active = page.locator("tr[aria-current=true]");
  for (const [key, id] of [
    ["x", lossy[0]],
    ["x", lossy[1]],
    ["X", lossy[0]],
  ] as const) {
    await page.keyboard.press(key);
    await expect(active).toHaveAttribute("data-session", id ?? "");
  }
});

test("older links to the tokens of a message open the same view with each token listed", async ({ page }) => {
  await open(page, "/sessions/linear?tab=tokens");
  await expect(page.getByRole("tab", { name: "Text", selected: true })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Tokens" })).toHaveCount(0);
  await expect(page.getByTestId("token").first()).toBeVisible();
  await page.keyboard.press("l");
  await expect(page).not.toHaveURL(/tab=tokens/);
  await expect(mask(page).locator("[data-from]").first()).toBeVisible();
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/tab=tokens/);
  expect(await seriousFaults(page)).toEqual([]);
});

test("the text can be coloured by what is known of its tokens, and a long one stays few elements", async ({
  page,
}) => {
  await open(page, "/sessions/slime-issue-2338?pane=tree");
  await page.getByRole("treeitem", { name: /assistant, turn 1/ }).click();
  await openTab(page, "Text");
  await page.getByRole("combobox", { name: "Colours" }).selectOption("Log-prob");
  await expect(page).toHaveURL(/ov=logprob/);
  await expect(mask(page).locator("[class*=surprisal-]").first()).toBeVisible();
  await page.keyboard.press("b");
  await expect(mask(page).locator(".token-cut").first()).toBeVisible();
  const text = page.getByRole("region", { name: "Text of the message" });
  await text.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  const cutsInSight = () =>
    text.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return Array.from(element.querySelectorAll(".token-cut"), (cut) => cut.getBoundingClientRect()).filter(
        (box) => box.top > top && box.bottom < bottom,
      ).length;
    });
  await expect.poll(cutsInSight).toBeGreaterThan(20);
  expect(await text.locator("*").count()).toBeLessThan(1_500);
});

for (const { words, media } of [
  { words: "forced colours", media: { forcedColors: "active" } },
  { words: "dark", media: { colorScheme: "dark" } },
] as const) {
  test(`axe finds no serious fault in the reading view: ${words}`, async ({ page }) => {
    await page.emulateMedia(media);
    await openLost(page);
    await mask(page).locator("[data-changed]").first().click();
    await expect(card(page)).toBeVisible();
    const faults = await seriousFaults(page);
    // Axe reads the colours that the page asked for, and not those that are forced.
    const own =
      "forcedColors" in media ? faults.filter((fault) => !fault.startsWith("color-contrast")) : faults;
    expect(own).toEqual([]);
  });
}

test("at 200 % zoom nothing of the reading view leaves its panel", async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await openLost(page, "?pane=transcript");
  const panel = await page
    .getByTestId("node-panel")
    .evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(panel).toBe(0);
});
