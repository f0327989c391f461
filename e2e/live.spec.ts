import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { breakableProxy } from "./support/breakable-proxy";
import { test } from "./support/journey";

const said = (text: string) => ({ role: "user", content: text });

/** Sends one call that goes on from what was said before, and gives back the whole conversation. */
async function ask(
  request: APIRequestContext,
  session: string,
  messages: readonly unknown[],
): Promise<readonly unknown[]> {
  const answer = await request.post(`/s/${session}/v1/chat/completions`, { data: { messages } });
  expect(answer.ok()).toBe(true);
  const { choices } = await answer.json();
  return [...messages, choices[0].message];
}

async function open(page: Page, session: string): Promise<void> {
  await page.goto(`/sessions/${session}`);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

/** A session of so many turns, and its conversation. */
async function talk(request: APIRequestContext, session: string, turns: number): Promise<readonly unknown[]> {
  let messages: readonly unknown[] = [];
  for (let turn = 1; turn <= turns; turn++)
    messages = await ask(request, session, [...messages, said(`question ${turn}`)]);
  return messages;
}

test("what grows out of sight is counted and moves nothing, until the reader goes there", async ({
  page,
  request,
}) => {
  const session = `growing-${Date.now()}`;
  await page.setViewportSize({ width: 1200, height: 620 });
  let messages = await talk(request, session, 12);
  // Until its delivery is written, the last turn has a mark that goes.
  const recording = async () => (await request.get(`/api/sessions/${session}/turns.jsonl`)).text();
  await expect.poll(recording).not.toContain('"delivery":"pending"');
  await open(page, `${session}?pane=tree`);
  const transcript = page.getByTestId("transcript");
  const first = page.getByRole("treeitem").first();
  const before = await first.boundingBox();
  for (let turn = 13; turn <= 14; turn++)
    messages = await ask(request, session, [...messages, said(`question ${turn}`)]);
  const pill = page.getByRole("button", { name: "2 new turns" });
  await expect(pill).toBeVisible();
  expect(await first.boundingBox()).toEqual(before);
  expect(await transcript.evaluate((element) => element.scrollTop)).toBe(0);
  await pill.click();
  await expect(pill).toBeHidden();
  await expect(page.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/turn 14/);
});

test("a turn that comes changes the verdict, and neither what is selected nor where a pane stands", async ({
  page,
  request,
}) => {
  const session = `judged-below-${Date.now()}`;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 1200, height: 620 });
  const messages = await talk(request, session, 14);
  await open(page, session);
  const transcript = page.getByTestId("transcript");
  await expect(page.getByTestId("tree-preview")).toBeHidden();
  const row = page.getByRole("treeitem", { name: /turn 6/ });
  await transcript.evaluate((element) => element.scrollTo(0, element.scrollHeight / 3));
  await row.click();
  await expect(page.getByTestId("node-panel")).toContainText("turn 6");
  const places = async () => ({
    scrolled: await transcript.evaluate((element) => element.scrollTop),
    card: await page.getByTestId("tree").locator(".react-flow__viewport").getAttribute("style"),
    url: page.url(),
  });
  const before = await places();
  const told = await page.getByTestId("conservation").textContent();
  await ask(request, session, [...messages, said("and one more")]);
  await expect(page.getByTestId("turn-count")).toHaveText("15 turns");
  await expect(page.getByTestId("conservation")).not.toHaveText(told ?? "");
  expect(await places()).toEqual(before);
  await expect(page.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/turn 6/);
});

test("cards on the screen stay unfolded when a turn makes a long straight run of them", async ({
  page,
  request,
}) => {
  const session = `unfolded-${Date.now()}`;
  const messages = await talk(request, session, 3);
  await open(page, `${session}?pane=tree`);
  const tree = page.getByTestId("tree");
  const card = tree.locator(".tree-card", { hasText: "question 2" }).first();
  await expect(card).toBeVisible();
  await ask(request, session, [...messages, said("one more")]);
  await expect(page.getByRole("treeitem", { name: /turn 4/ })).toBeVisible();
  await expect(card).toBeVisible();
  await expect(tree.getByText("unfold")).toHaveCount(0);
  // Opened anew, the same run is one card.
  await page.reload();
  await expect(tree.getByText("unfold").first()).toBeVisible();
});

test("a page opened before its session's first call becomes the session with it", async ({
  page,
  request,
}) => {
  const session = `not-yet-${Date.now()}`;
  await open(page, session);
  await expect(page.getByText("This session is not recorded here")).toBeVisible();
  await ask(request, session, [said("here I am")]);
  await expect(page.getByRole("treeitem")).toHaveCount(2);
  await expect(page.getByTestId("turn-count")).toHaveText("1 turn");
});

test("following goes along with new turns, until the reader goes elsewhere", async ({ page, request }) => {
  const session = `followed-${Date.now()}`;
  let messages = await talk(request, session, 2);
  await open(page, session);
  await page.keyboard.press(".");
  await expect(page.getByText("following", { exact: true })).toBeVisible();
  const selected = page.getByRole("treeitem", { selected: true });
  await expect(selected).toHaveAccessibleName(/turn 2/);
  messages = await ask(request, session, [...messages, said("more")]);
  await expect(selected).toHaveAccessibleName(/turn 3/);
  await page.keyboard.press("k");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await ask(request, session, [...messages, said("and more")]);
  await expect(page.getByRole("treeitem", { name: /turn 4/ })).toBeVisible();
  await expect(selected).not.toHaveAccessibleName(/turn 4/);
});

test("a server that is gone is called stale after ten seconds, and caught up with when it is back", async ({
  page,
  request,
  baseURL,
}) => {
  const session = `dropped-${Date.now()}`;
  const messages = await talk(request, session, 1);
  const proxy = await breakableProxy(baseURL ?? "");
  await page.goto(`${proxy.origin}/sessions/${session}`);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await proxy.break();
  await expect(page.getByText("reconnecting", { exact: true })).toBeVisible();
  await expect(page.getByText("stale", { exact: true })).toBeVisible();
  await ask(request, session, [...messages, said("while nobody looked")]);
  await expect(page.getByRole("treeitem")).toHaveCount(2);
  await proxy.mend();
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await expect(page.getByRole("treeitem")).toHaveCount(4);
  await proxy.break();
});
