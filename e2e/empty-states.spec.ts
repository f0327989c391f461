import { expect, type Page } from "@playwright/test";
import { choosePolicy } from "./support/choose-policy";
import { damagedCopy } from "./support/damaged-copy";
import { test } from "./support/journey";

async function isLive(page: Page): Promise<void> {
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("a session without a call says where to send one, and shows it when it comes", async ({
  page,
  request,
}) => {
  const id = `empty-${Date.now()}`;
  const opened = await request.post("/api/sessions", { data: { id } });
  expect(opened.ok()).toBe(true);
  const { id: session } = await opened.json();
  await page.goto(`/sessions/${session}`);
  await isLive(page);
  await expect(page.getByText("Waiting for the first call")).toBeVisible();
  await expect(page.getByText(`/s/${session}/v1`).first()).toBeVisible();
  await expect(page.getByText(/^curl /)).toBeVisible();
  const call = { data: { messages: [{ role: "user", content: "hello" }] } };
  expect((await request.post(`/s/${session}/v1/chat/completions`, call)).ok()).toBe(true);
  await expect(page.getByRole("treeitem")).toHaveCount(2);
});

test("a session without token ids says what still works and what to turn on", async ({ page, request }) => {
  const messages = [
    { role: "user", content: `What is 2 + 2? (${Date.now()})` },
    { role: "assistant", content: "4" },
  ];
  const imported = await request.post("/api/import", { data: `${JSON.stringify({ messages })}\n` });
  expect(imported.ok(), await imported.text()).toBe(true);
  const { sessions } = await imported.json();
  await page.goto(`/sessions/${sessions[0]}`);
  await isLive(page);
  const note = page.getByTestId("notices").getByRole("note");
  await expect(note).toContainText("No token ids are recorded, so nothing here can be trained.");
  await expect(note).toContainText("TURNTREE_ENGINE");
  await expect(page.getByRole("treeitem")).toHaveCount(2);
});

test("a session with token ids and no log-probs says what still holds, and the log-prob colours say so too", async ({
  page,
  request,
}) => {
  const id = `no-log-probs-${Date.now()}`;
  const turn = {
    prompt_messages: [{ role: "user", content: "Count to three" }],
    response_message: { role: "assistant", content: "one two three" },
    prompt_ids: [2507, 311, 2326],
    output_ids: [603, 1378, 2326],
    output_log_probs: null,
    finish_reason: "stop",
    ill_formed: false,
  };
  const imported = await request.post("/api/import", {
    data: `${JSON.stringify({ name: id, reward: 1, turns: [turn] })}\n`,
  });
  expect(imported.ok(), await imported.text()).toBe(true);
  await page.goto(`/sessions/${id}`);
  await isLive(page);
  const note = page.getByTestId("notices").getByRole("note");
  await expect(note).toContainText("No log-probs are recorded.");
  await expect(note).toContainText("The mask is right");
  await expect(page.getByTestId("conservation")).toContainText("3 trained");
  await page.getByRole("button", { name: /^S1/ }).click();
  await page.getByRole("button", { name: "Log-prob" }).click();
  await expect(page.getByTestId("token-pane")).toContainText("sampled, not recorded");
  await choosePolicy(page, "strict");
  await expect(note).toContainText("strict refuses what has none");
  await expect(page.getByTestId("conservation")).toContainText("3 refused");
  await note.getByRole("button", { name: "Dismiss" }).click();
  await expect(note).toBeHidden();
});

test("a recording that fails its checks is not shown in part: the page says why, and how to look further", async ({
  page,
}) => {
  using copy = damagedCopy("linear");
  await page.goto(`/sessions/${copy.id}`);
  await expect(page.getByRole("heading", { name: "This recording fails its checks" })).toBeVisible();
  await expect(page.getByText(/turn \d+ of a session lacks a part/)).toBeVisible();
  await expect(page.getByText(`npm run turntree -- verify --session ${copy.id}`)).toBeVisible();
  await expect(page.getByRole("treeitem")).toHaveCount(0);
  expect((await page.request.get(`/api/sessions/${copy.id}/samples.jsonl`)).ok()).toBe(false);

  copy.mend();
  await page.reload();
  await isLive(page);
  await expect(page.getByRole("treeitem").first()).toBeVisible();
});

test("an unknown session is named, with the way to look for it", async ({ page }) => {
  await page.goto("/sessions/never-recorded");
  await expect(page.getByText("This session is not recorded here")).toBeVisible();
  await expect(page.getByRole("heading", { name: "never-recorded" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Look for it" })).toHaveAttribute(
    "href",
    "/sessions?q=never-recorded",
  );
});

test("what was read stays when the server is gone, and what was not says so", async ({ page }) => {
  await page.goto("/sessions/linear");
  await isLive(page);
  await page.route("**/api/**", (route) => route.abort());
  await page.getByRole("treeitem", { name: /turn 1/ }).click();
  await expect(page.getByTestId("node-panel")).toContainText("The server cannot be reached");
  await expect(page.getByRole("treeitem").first()).toBeVisible();
  await expect(page.getByTestId("conservation")).toBeVisible();
});
