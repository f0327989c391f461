import { expect, type Page } from "@playwright/test";
import { copiedText } from "./support/copied-text";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

const LOSSY = "/sessions/slime-issue-2338";
const card = (page: Page) => page.getByRole("dialog", { name: /^Cause: / });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("one step from a loss to its cause: what differed, the request with its body, and what heals it", async ({
  page,
}) => {
  await open(page, LOSSY);
  await page
    .getByTestId("verdict-loss")
    .getByRole("button", { name: /^Card of the cause/ })
    .click();
  await expect(card(page)).toContainText("28,404 held tokens lose their signal");
  await expect(card(page).getByTestId("difference").first()).toBeVisible();
  const request = card(page).getByTestId("cause-request");
  await expect(request).toContainText("The request that did it: turn 2");
  await expect(request.getByTestId("message-diff")).toBeVisible();
  const cure = card(page).getByTestId("cause-cure");
  await expect(cure).toContainText("28,404 tokens in 1 turn");
  await expect(cure.getByRole("link", { name: /^strict keeps them/ })).toHaveAttribute(
    "href",
    /policy=strict/,
  );
  await expect(cure).toContainText(/In the set[\d,]+ tokens? in/);
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(card(page)).toBeHidden();
});

test("one step from a fork to the request that caused it, with its body", async ({ page }) => {
  await open(page, "/sessions/compaction");
  // The preview and what takes its place draw the same for a moment.
  await page.getByTestId("tree").locator("[data-edge=compaction] text").last().click();
  const request = card(page).getByTestId("cause-request");
  await expect(request).toContainText(/The request that did it: turn \d+/);
  await expect(request.getByTestId("message-diff").locator("section").first()).toBeVisible();
});

test("one step from a line of the tree to the card of what took the tokens, which is in the address", async ({
  page,
}) => {
  await open(page, `${LOSSY}?pane=tree`);
  // The preview and what takes its place draw the same for a moment.
  await page.getByTestId("tree").getByText("≈ 28,404 lost to turn 2").last().click();
  await expect(card(page)).toContainText("28,404 held tokens lose their signal");
  await expect(page).toHaveURL(/[?&]cause=realigned:retokenised%40\w+/);
  const link = page.url();
  await page.goBack();
  await expect(card(page)).toBeHidden();
  await expect(page).toHaveURL(/pane=tree$/);

  await open(page, link);
  await expect(card(page)).toContainText("28,404 held tokens lose their signal");
  await page.keyboard.press("Escape");
  await expect(card(page)).toBeHidden();
  await expect(page).not.toHaveURL(/cause=/);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
});

test("closing a card is the way back: Back then leads to the page before", async ({ page }) => {
  await open(page, "/sessions");
  await page.goto(`${LOSSY}?pane=tree`);
  await page.getByTestId("tree").getByText("≈ 28,404 lost to turn 2").last().click();
  await expect(page).toHaveURL(/cause=/);
  await expect(card(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/cause=/);
  await page.goBack();
  await expect(page).toHaveURL(/\/sessions$/);
});

test("the body of the request stands on the card and with the message, and can be copied", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const asked = await (await page.request.get("/api/sessions/slime-issue-2338/turns/2/request")).json();
  await open(page, `${LOSSY}?pane=tree`);
  await page.getByTestId("tree").getByText("≈ 28,404 lost to turn 2").last().click();
  const request = card(page).getByTestId("cause-request");
  await request.getByRole("button", { name: "The body of turn 2's request" }).click();
  await expect(request.getByTestId("request-body")).toContainText("messages");
  const copied = await copiedText(page, () =>
    request.getByRole("button", { name: "Copy the request as JSON" }).click(),
  );
  expect(JSON.parse(copied)).toEqual(asked);
  expect(await seriousFaults(page)).toEqual([]);
});

test("three steps from a filtered set to a file of one policy for verl, which can be taken back", async ({
  page,
}) => {
  await open(page, "/sessions?q=id:slime-issue");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  const tried = page.getByTestId("set-policies");
  await expect(tried.locator("tr[data-policy=strict]")).toContainText(/\+28,404 in 1 session/);
  expect(await seriousFaults(page)).toEqual([]);
  await tried.getByRole("button", { name: "Export under strict" }).click();
  const dialog = page.getByRole("dialog", { name: /^Export the sessions with id:slime-issue/ });
  await dialog.getByRole("radio", { name: /^verl/ }).check();
  await expect(dialog.getByRole("combobox", { name: "Policy" })).toHaveValue("strict");
  await expect(dialog.getByRole("link", { name: "Download" })).toHaveAttribute(
    "href",
    /\/api\/samples\.jsonl\?(?=.*policy=strict)(?=.*format=verl)/,
  );
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/policy=strict/);
  await expect(page.getByText("Export under strict for all")).toBeVisible();
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page).not.toHaveURL(/policy=/);
});

test("a cause has one card from the list, its facets, a message, a token and a run", async ({ page }) => {
  await open(page, "/sessions?q=drift:yes");
  await page
    .getByTestId("set-verdict")
    .getByRole("button", { name: /^Card of the cause/ })
    .first()
    .click();
  await expect(card(page)).toContainText("As in");
  await expect(card(page).getByTestId("cause-request")).toBeVisible();
  await page.keyboard.press("Escape");
  await page
    .getByRole("group", { name: "Cause" })
    .getByRole("button", { name: /^Card of the cause/ })
    .first()
    .click();
  await expect(card(page).getByTestId("cause-cure")).toContainText("What heals it");

  await page.goto("/runs");
  await page
    .getByRole("table")
    .getByRole("button", { name: /^Card of the cause/ })
    .first()
    .click();
  await expect(card(page).getByTestId("cause-cure")).toContainText("In the set");

  await open(page, "/sessions/slime-issue-2338?sample=1&tok=20000-20001&pane=samples");
  await expect(page.getByRole("button", { name: /^Card of the cause .*lost/ }).last()).toBeVisible();
});
