import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

async function write(page: Page, kind: "Label" | "Comment", text: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: /^Note on/ });
  await dialog.getByRole("radio", { name: kind }).check();
  await dialog.getByRole("textbox").first().fill(text);
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Write" }).click();
  await expect(dialog).toBeHidden();
}

test("a person labels a session and comments on a turn; both stand in their places, and the filter finds the label", async ({
  page,
}) => {
  await page.goto("/sessions/linear");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  const panel = page.getByTestId("node-panel");
  await panel.getByRole("button", { name: "Note" }).click();
  await write(page, "Comment", "The answer repeats the question.");
  await expect(panel.getByTestId("notes")).toContainText(
    /person on turn \d+: The answer repeats the question\./,
  );

  await page.getByRole("button", { name: "Note" }).first().click();
  await write(page, "Label", "look-again");
  await expect(page.getByTestId("later-notes")).toContainText("2 notes about this session");

  await page.goto("/sessions?q=label:look-again");
  await expect(page.getByTestId("total")).toHaveText("1 session");
});

test("a person labels a range of tokens, and each of them says so", async ({ page }) => {
  await page.goto("/sessions/linear/samples/1");
  const token = page.locator('[data-state="trained"], .token-trained').first();
  await token.click();
  const card = page.getByRole("region", { name: "Selected tokens" });
  await card.getByRole("button", { name: "Note" }).click();
  await write(page, "Label", "odd-word");
  await expect(card.getByTestId("notes")).toContainText(/label odd-word/);
});

test("a note is taken back where it stands, and its label finds the session no more", async ({
  page,
  request,
}) => {
  const session = `noted-${Date.now()}`;
  await request.post(`/s/${session}/v1/chat/completions`, {
    data: { messages: [{ role: "user", content: "hello" }] },
  });
  await page.goto(`/sessions/${session}`);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  const label = `mistaken-${Date.now()}`;
  for (const text of [label, "Stays."]) {
    await page.getByRole("button", { name: "Note" }).first().click();
    await write(page, text === label ? "Label" : "Comment", text);
  }
  const notes = page.getByTestId("later-notes");
  await notes.locator("summary").click();
  await expect(notes).toContainText(label);
  await notes.getByRole("button", { name: "Take back the label of person on the session" }).click();
  await expect(notes).not.toContainText(label);
  await expect(notes).toContainText("Stays.");
  // The next note's button has the focus, so that the keyboard goes on from there.
  await expect(notes.getByRole("button", { name: /^Take back the comment/ })).toBeFocused();
  await page.goto(`/sessions?q=label:${label}`);
  await expect(page.getByTestId("total")).toHaveText("0 sessions");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a note on the session is written from the menu", async ({ page }) => {
    await page.goto("/sessions/drift-graft");
    await page.getByRole("button", { name: "What can be done with this session" }).tap();
    await page.getByRole("menuitem", { name: "Note" }).tap();
    await write(page, "Comment", "Read on the way home.");
    const notes = page.getByTestId("later-notes");
    await notes.locator("summary").tap();
    await expect(notes).toContainText("Read on the way home.");
    const spare = await page.evaluate(() => window.innerWidth - document.documentElement.scrollWidth);
    expect(spare).toBeGreaterThanOrEqual(0);
  });
});
