import { expect, type Page } from "@playwright/test";
import { copiedText } from "./support/copied-text";
import { downloadSamples } from "./support/download-samples";
import { expectShown } from "./support/expect-shown";
import { test } from "./support/journey";
import { openTab } from "./support/open-tab";
import { selectMessage } from "./support/select-message";
import { shownTokens } from "./support/shown-tokens";

const figures = (page: Page) => page.getByTestId("what-if-figures");
const row = (page: Page, name: string) => figures(page).getByRole("row", { name: new RegExp(`^${name}`) });

test("the fork threshold: it stops only where something changes, and the page follows", async ({ page }) => {
  await page.goto("/sessions/slime-issue-2338?policy=slime&ft=1024");
  await page.getByRole("button", { name: /^Policy: / }).click();
  await page.getByRole("button", { name: "What if" }).click();
  await expect(page).toHaveURL(/whatif=true/);
  const slider = page.getByRole("slider", { name: "Fork threshold" });
  await expect(slider).toHaveAttribute("aria-valuetext", /1,024 tokens: 1 healed, 0 fork/);
  await expect(page.getByTestId("conservation")).toContainText("28,404 realigned");

  await page.getByRole("heading", { name: "What if" }).click();
  await page.keyboard.press(",");
  await expect(page).toHaveURL(/ft=0/);
  await expect(page.getByTestId("conservation")).toContainText("+ 0 realigned");
  await expect(row(page, "Samples")).toContainText("+1");
  await expect(
    page.getByText(/Preview: the recorder still uses slime, fork at 1,024\. \d+ messages? changed/),
  ).toBeVisible();
  await expect(page.getByRole("treeitem", { name: /changed: Warning/ })).toBeVisible();

  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("conservation")).toContainText("28,404 realigned");
  await expect(row(page, "Samples")).not.toContainText("+");
});

test("settings in the address: a reload and the export carry them, and the screen is the sample", async ({
  page,
}) => {
  await page.goto("/sessions/drift-realign?whatif=true&policy=strict");
  await page.getByRole("combobox", { name: "Changed tokens" }).selectOption("realigns tail");
  await page.getByRole("spinbutton", { name: "Longest sample" }).fill("540");
  await page.getByRole("spinbutton", { name: "Longest sample" }).press("Enter");
  await expect(page).toHaveURL(/set=max_sample_tokens:540,drift:slime-repaired/);
  await expect(row(page, "Longest sample")).toContainText("540");

  await page.reload();
  await expect(page.getByRole("spinbutton", { name: "Longest sample" })).toHaveValue("540");
  await expect(page.getByRole("combobox", { name: "Changed tokens" })).toHaveValue("slime-repaired");

  await page.getByRole("button", { name: "Close what-if" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Preview under strict" })).toBeVisible();
  const [first] = await downloadSamples(page);
  if (!first) throw new Error("The export holds no sample.");
  expect(first.tokens).toHaveLength(540);
  await page.getByRole("button", { name: /^S1/ }).click();
  const answer = page.getByRole("treeitem", { name: /assistant, turn 1/ });
  await selectMessage(page, answer);
  await openTab(page, "Tokens");
  expectShown(await shownTokens(page), first);

  await page.getByRole("button", { name: "Back to the recorder's" }).click();
  await expect(page).not.toHaveURL(/policy=|set=/);
});

test("Esc closes what-if, then leaves the preview", async ({ page }) => {
  await page.goto("/sessions/drift-realign?whatif=true&policy=strict");
  await expect(figures(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(figures(page)).toBeHidden();
  await expect(page).toHaveURL(/policy=strict/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/policy=/);
});

test("copy as config: the settings for the server, a session and a request", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/sessions/drift-realign?whatif=true&policy=slime&ft=64&set=train_once:false");
  await page.getByRole("button", { name: "Copy as config" }).click();
  const config = page.getByRole("dialog", { name: "Copy as config" });
  await expect(config).toContainText("TURNTREE_FORK_THRESHOLD_TOKENS=64");
  await expect(config).toContainText('"train_once": false');
  const copy = () => config.getByRole("button", { name: /for the server/ }).click();
  expect(await copiedText(page, copy)).toBe(
    "TURNTREE_POLICY=slime\nTURNTREE_FORK_THRESHOLD_TOKENS=64\nTURNTREE_POLICY_SETTINGS=train_once=false",
  );
});

test("a setting that there is not opens the session all the same, and is said", async ({ page }) => {
  await page.goto("/sessions/drift-realign?set=colour:red");
  await expect(page.getByRole("alert").filter({ hasText: "setting" })).toContainText(
    'A policy has no setting "colour"',
  );
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("what-if is a sheet over the page, which stays where it is and follows", async ({ page }) => {
    await page.goto("/sessions/slime-issue-2338?pane=samples");
    await expect(page.getByText("live", { exact: true })).toBeVisible();
    const ledger = page.getByTestId("conservation");
    const before = await ledger.boundingBox();
    await page.getByRole("button", { name: /^Policy: / }).tap();
    await page.getByRole("button", { name: "What if" }).tap();
    const sheet = page.getByRole("dialog", { name: "What if" });
    await expect(sheet.getByRole("slider", { name: "Fork threshold" })).toBeVisible();
    expect(await ledger.boundingBox()).toEqual(before);
    const box = await sheet.boundingBox();
    expect(box).toMatchObject({ x: 0, width: 390 });
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(844);

    await sheet.getByRole("slider", { name: "Fork threshold" }).press("ArrowLeft");
    await expect(ledger).toContainText("+ 0 realigned");
    await expect(row(page, "Samples")).toContainText("+1");
    await expect(sheet).toContainText("Preview: the recorder still uses slime, fork at 1,024.");

    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await expect(page).not.toHaveURL(/whatif/);
    await expect(page).toHaveURL(/ft=0/);
    await page.getByRole("button", { name: "What changes?" }).tap();
    await sheet.getByRole("button", { name: "Close what-if" }).tap();
    await expect(sheet).toBeHidden();
  });
});
