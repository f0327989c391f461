import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { choosePolicy } from "./support/choose-policy";
import { test } from "./support/journey";

test("the policy is part of the address, and changes samples but no fact", async ({ page }) => {
  await page.goto("/sessions/drift-realign");
  const conservation = page.getByTestId("conservation");
  await expect(conservation).toContainText(/[1-9]\d* realigned/);
  await choosePolicy(page, "areal-concat");
  await expect(page).toHaveURL(/policy=areal-concat/);
  await expect(conservation).toContainText("0 realigned");
  await page.reload();
  await expect(conservation).toContainText("0 realigned");
  await page.goto("/sessions/drift-realign?ft=0");
  await expect(conservation).toContainText("0 realigned");
});

test("another policy or threshold is worked out in the browser, tokens included", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/sessions/drift-realign?sample=1");
  const tokens = page.getByTestId("token-pane");
  const findRealigned = () => tokens.getByRole("searchbox").fill("state:realigned");
  await findRealigned();
  await expect(tokens.getByText("1 found", { exact: true })).toBeVisible();
  asked.length = 0;
  await choosePolicy(page, "slime-repaired");
  await expect(page.getByTestId("conservation")).toContainText("7 realigned");
  await findRealigned();
  await expect(tokens.getByText("1 found", { exact: true })).toBeVisible();
  await choosePolicy(page, "strict");
  await expect(page.getByTestId("conservation")).toContainText("0 realigned");
  await findRealigned();
  await expect(tokens.getByText("no match", { exact: true })).toBeVisible();
  // What an id stands for is asked once; the ids that the drift had taken the place of are new to the page.
  // What people noted, and what would keep a loss, is asked for by itself.
  const ofSession = asked.filter(
    (path) => path.startsWith("/api/sessions/") && !/\/(pieces|annotations|verdict)$/.test(path),
  );
  expect(ofSession).toEqual(["/api/sessions/drift-realign/turns.jsonl"]);
  const shown = await page.getByTestId("conservation").textContent();
  await page.reload();
  await expect(page.getByTestId("conservation")).toHaveText(shown ?? "");
});

test("a turn recorded while another policy is shown appears too", async ({ page, request }) => {
  const session = `live-policy-${Date.now()}`;
  const ask = (content: string) =>
    request.post(`/s/${session}/v1/chat/completions`, { data: { messages: [{ role: "user", content }] } });
  expect((await ask("first")).ok()).toBe(true);
  await page.goto(`/sessions/${session}`);
  await choosePolicy(page, "slime");
  await expect(page.getByRole("treeitem")).toHaveCount(2);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  expect((await ask("second")).ok()).toBe(true);
  await expect(page.getByRole("treeitem")).toHaveCount(4);
});

test("a turn recorded while the page is open appears without a reload", async ({ page, request }) => {
  const session = `live-${Date.now()}`;
  const ask = (content: string) =>
    request.post(`/s/${session}/v1/chat/completions`, { data: { messages: [{ role: "user", content }] } });
  expect((await ask("first")).ok()).toBe(true);
  await page.goto(`/sessions/${session}`);
  await expect(page.getByRole("treeitem")).toHaveCount(2);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.evaluate(() => {
    document.body.dataset.sameDocument = "yes";
  });
  expect((await ask("second")).ok()).toBe(true);
  await expect(page.getByRole("treeitem")).toHaveCount(4);
  await expect(page.locator("body")).toHaveAttribute("data-same-document", "yes");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds no serious fault, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const address of ["/sessions", "/sessions/rewrite-fork?tab=tokens&sample=2"]) {
      await page.goto(address);
      await expect(page.getByText("live", { exact: true })).toBeVisible();
      const node = page.getByRole("treeitem", { name: /assistant, turn 1:/ });
      if (address.includes("rewrite")) await node.click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    }
  });
}

test("nothing is wider than a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of ["/sessions", "/sessions/rewrite-fork", "/sessions/rewrite-fork?pane=samples"]) {
    await page.goto(address);
    await expect(page.getByText("live", { exact: true })).toBeVisible();
    const spare = await page.evaluate(() => window.innerWidth - document.documentElement.scrollWidth);
    expect(spare, address).toBeGreaterThanOrEqual(0);
  }
  await page.getByRole("button", { name: "Messages" }).click();
  await page.getByRole("treeitem", { name: /assistant, turn 1:/ }).click();
  await page.getByRole("button", { name: "Reading" }).click();
  await expect(page.getByRole("tab", { name: "Text" })).toBeVisible();
});
