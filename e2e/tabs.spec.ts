import { expect } from "@playwright/test";
import { test } from "./support/journey";

/** Three more than the connections that a browser allows to a server. */
const TABS = 9;

test("nine tabs stand open at once, and each sees what happens, whichever is closed", async ({
  page,
  context,
  request,
}) => {
  const session = `tabs-${Date.now()}`;
  const ask = async (text: string) => {
    const data = { messages: [{ role: "user", content: text }] };
    expect((await request.post(`/s/${session}/v1/chat/completions`, { data })).ok()).toBe(true);
  };
  await ask("one");
  const tabs = [page];
  while (tabs.length < TABS) tabs.push(await context.newPage());
  for (const tab of tabs) {
    await tab.goto(`/sessions/${session}`);
    await expect(tab.getByText("live", { exact: true })).toBeVisible();
  }
  await ask("two");
  for (const tab of tabs) await expect(tab.getByRole("treeitem", { name: /turn 2/ })).toBeAttached();
  // Without a worker to share, the first tab would have the stream.
  await tabs[0]?.close();
  await ask("three");
  for (const tab of tabs.slice(1)) await expect(tab.getByRole("treeitem", { name: /turn 3/ })).toBeAttached();
});

test("a browser without shared workers shares the stream between its tabs, and hands it over", async ({
  context,
  request,
}) => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  const session = `handed-${Date.now()}`;
  const ask = async (text: string) => {
    const data = { messages: [{ role: "user", content: text }] };
    expect((await request.post(`/s/${session}/v1/chat/completions`, { data })).ok()).toBe(true);
  };
  await ask("one");
  const streams: string[] = [];
  context.on("request", (sent) => {
    if (sent.url().includes("/api/events")) streams.push(sent.url());
  });
  const first = await context.newPage();
  const second = await context.newPage();
  for (const tab of [first, second]) {
    await tab.goto(`/sessions/${session}`);
    await expect(tab.getByText("live", { exact: true })).toBeVisible();
  }
  expect(streams).toHaveLength(1);
  await first.close();
  await ask("two");
  await expect(second.getByRole("treeitem", { name: /turn 2/ })).toBeAttached();
  expect(streams).toHaveLength(2);
});
