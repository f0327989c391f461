import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

/** The id of the message that a turn sampled. */
async function answerOf(page: Page, session: string, turn: number): Promise<string> {
  const answer = await page.request.get(`/api/sessions/${session}/tree`);
  const { view }: { view: { nodes: { id: string; turn: number | null }[] } } = await answer.json();
  return view.nodes.find((node) => node.turn === turn)?.id ?? "";
}

test("a departure is told in numbers, and at another threshold it becomes another thing", async ({
  page,
}) => {
  await page.goto("/sessions/drift-realign/diff");
  const words = page.getByTestId("divergence");
  await expect(words).toContainText(
    /matches the [\d,]+ held tokens up to [\d,]+; (of the 7 that follow )?\d differs?, inside turn 1's answer/,
  );
  await expect(words).toContainText(/< threshold 1,024 → realign: 27 held tokens lose their signal/);
  // The two thresholds that are offered are those between which it becomes another thing.
  await page.getByRole("button", { name: /^fork, at \d+ or less$/ }).click();
  await expect(words).toContainText("→ fork");
  const forksAt = Number(/ft=(\d+)/.exec(page.url())?.[1]);
  await page.getByRole("button", { name: /^heal, at \d+ or more$/ }).click();
  await expect(words).toContainText(`threshold ${forksAt + 1} → realign`);
  await expect(page).toHaveURL(new RegExp(`ft=${forksAt + 1}(&|$)`));
  await page.goto("/sessions/drift-realign/diff?policy=slime&ft=8");
  await expect(words).toContainText("≥ threshold 8 → fork");
  await page.goto("/sessions/drift-realign/diff?policy=strict");
  await expect(page.getByText("strict has no fork threshold")).toBeVisible();
  await page.getByRole("button", { name: /^heal, at \d+ or more$/ }).click();
  await expect(words).toContainText("→ realign");
});

test("what both hold is one line that opens, and what differs has its ids on both sides", async ({
  page,
}) => {
  await page.goto("/sessions/drift-realign/diff");
  const diff = page.getByTestId("token-diff");
  await expect(diff.getByTestId("difference").first()).toContainText("only here");
  const before = await diff.getByTestId("diff-token").count();
  await diff
    .getByRole("button", { name: /equal tokens/ })
    .first()
    .click();
  await expect.poll(() => diff.getByTestId("diff-token").count()).toBeGreaterThan(before + 100);
  await expect(diff.getByTestId("new-tokens")).toContainText("of new messages");
});

test("lenses: ids, bytes and messages, each in the address", async ({ page }) => {
  await page.goto("/sessions/drift-render/diff");
  await page.getByRole("button", { name: "Bytes" }).click();
  await expect(page).toHaveURL(/mode=bytes/);
  await expect(page.getByTestId("token-diff")).toContainText("74 61 69 6C");
  await page.getByRole("button", { name: "Messages" }).click();
  await expect(page).toHaveURL(/mode=messages/);
  const messages = page.getByTestId("message-diff");
  await expect(messages).toContainText("tool call re-serialised");
  await messages
    .getByRole("button", { name: /equal message/ })
    .first()
    .click();
  await expect(messages).toContainText("You are a careful programmer");
  await page.reload();
  await expect(messages).toBeVisible();
});

test("a drift stands in three spellings, with its cause and what to do", async ({ page }) => {
  await page.goto(`/sessions/drift-render/diff?b=${await answerOf(page, "drift-render", 2)}`);
  const spellings = page.getByTestId("three-way");
  await expect(spellings).toContainText("Sampled by the model");
  await expect(spellings).toContainText("Echoed by the client");
  await expect(spellings).toContainText("Rendered by the template · sent with turn 2");
  await expect(spellings.locator(".diff-a").first()).toBeVisible();
  await expect(spellings.locator(".diff-b").first()).toBeVisible();
  await expect(page.getByTestId("cause")).toContainText("What to do");
  await page.getByRole("button", { name: "Next departure" }).click();
  await expect(page.getByText("2 of 4")).toBeVisible();
  await page.goto("/sessions/drift-graft/diff");
  await expect(page.getByTestId("divergence")).toContainText(
    "A full render of the same messages would have changed",
  );
  await expect(spellings).toContainText("not sent: turn 2 was grafted");
});

test("any two messages of a session are compared", async ({ page }) => {
  const [a, b] = [await answerOf(page, "rewrite-fork", 3), await answerOf(page, "rewrite-fork", 4)];
  await page.goto(`/sessions/rewrite-fork/diff?a=${a}&b=${b}`);
  await expect(page.getByRole("heading", { name: "Two messages compared" })).toBeVisible();
  await expect(page.getByTestId("divergence")).toContainText(/share their first [\d,]+ tokens/);
  await page.getByRole("button", { name: "Messages" }).click();
  await expect(page.getByTestId("message-diff")).toContainText("[redacted]");
});

test("the message's panel shows the same difference, and leads to its page", async ({ page }) => {
  await page.goto(`/sessions/drift-realign?node=${await answerOf(page, "drift-realign", 2)}&tab=diff`);
  const words = page.getByTestId("divergence");
  await expect(words).toContainText("→ realign");
  const said = await words.textContent();
  await page.getByRole("link", { name: "Open side by side" }).click();
  await expect(page).toHaveURL(/\/diff\?b=/);
  await expect(words).toHaveText(said ?? "");
});

test("what cannot be compared is explained", async ({ page, request }) => {
  const node = await answerOf(page, "linear", 1);
  await page.goto(`/sessions/linear/diff?a=${node}&b=${node}`);
  await expect(page.getByText("Both sides are the same message.")).toBeVisible();
  await page.goto("/sessions/linear/diff?b=nothing");
  await expect(page.getByText('There is no node "nothing"')).toBeVisible();
  await page.goto(`/sessions/linear/diff?b=${node}`);
  await expect(page.getByText("nothing was held before it")).toBeVisible();
  await page.goto("/sessions/nobody/diff");
  await expect(page.getByText("This session is not recorded here")).toBeVisible();
  await page.goto("/sessions/drift-realign/diff?policy=best");
  await expect(page.getByText('There is no policy "best"')).toBeVisible();
  const session = `single-${Date.now()}`;
  await request.post(`/s/${session}/v1/chat/completions`, {
    data: { messages: [{ role: "user", content: "hello" }] },
  });
  await page.goto(`/sessions/${session}/diff`);
  await expect(page.getByText("Every prompt went on from what was held")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds no serious fault, ${colorScheme}, and nothing is wider than a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const mode of ["tokens", "messages"]) {
      await page.goto(`/sessions/drift-render/diff?mode=${mode}`);
      await expect(page.getByTestId("three-way")).toBeVisible();
      expect(await seriousFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      const spare = await page.evaluate(() => window.innerWidth - document.documentElement.scrollWidth);
      expect(spare).toBeGreaterThanOrEqual(0);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });
}
