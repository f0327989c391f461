import { expect, type Page, test } from "@playwright/test";

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

test("an unknown session is named, with the way to look for it", async ({ page }) => {
  await page.goto("/sessions/never-recorded");
  await expect(page.getByText("This session is not recorded here")).toBeVisible();
  await expect(page.getByText("never-recorded")).toBeVisible();
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
