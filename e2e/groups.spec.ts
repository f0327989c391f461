import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";

async function openGroup(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("groups are listed with their rewards and how they fan out", async ({ page }) => {
  await openGroup(page, "/groups");
  const row = page.getByRole("row", { name: /^9 / });
  await expect(row).toContainText("0.5 ± 0.5774");
  await expect(row).toContainText("1.0×");
  await row.getByRole("link", { name: "9", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Group 9");
});

test("a group tells rewards, advantages and weights, and gives them out", async ({ page, request }) => {
  await openGroup(page, "/groups/9");
  await expect(page.getByText("standard deviation", { exact: true })).toBeVisible();
  const row = page.getByRole("row", { name: /group-rollout-1/ });
  await expect(row).toContainText("0.866");
  await expect(row).toContainText("25.0%");
  await expect(page.getByRole("link", { name: "Best and worst" })).toHaveAttribute(
    "href",
    /\/compare\?a=group-rollout-\d&b=group-rollout-\d/,
  );
  const csv = await (await request.get("/api/groups/9/advantages.csv")).text();
  expect(csv.split("\r\n")[0]).toContain("session,rollout_id,reward,mean,std,advantage,samples");
  expect(csv).toMatch(/9,90,group-rollout-1,,1,0\.5,0\.577\d*,0\.866/);
  const samples = await request.get("/api/samples.jsonl?format=trl&filter=group:9&include=open,unrewarded");
  const advantages = (await samples.text())
    .trim()
    .split("\n")
    .map((line) => Number(JSON.parse(line).advantage).toFixed(3));
  expect(advantages.sort()).toEqual(["-1.000", "-1.000", "1.000", "1.000"]);
});

test("its sessions stand side by side, the best first when asked", async ({ page }) => {
  await openGroup(page, "/groups/9");
  const columns = page.getByTestId("side-by-side");
  await expect(columns.getByText("It travels for 4 hours and 25 minutes.")).toBeVisible();
  await expect(columns.getByText("reward 1 · advantage 0.866 · 1 turn").first()).toBeVisible();
  await page.getByRole("link", { name: "Best first" }).click();
  await expect(page).toHaveURL(/order=reward/);
  await expect(columns.getByRole("link").first()).toHaveText(/group-rollout-[12]/);
});

test("64 sessions keep few columns in the document", async ({ page, request }) => {
  const group = 1000 + (Date.now() % 1_000_000);
  for (let i = 0; i < 64; i++) {
    const id = `g${group}-${i}`;
    await request.post("/api/sessions", { data: { id, group_index: group, index: i } });
    await request.post(`/s/${id}/v1/chat/completions`, {
      data: { messages: [{ role: "user", content: `rollout ${i}` }] },
    });
    await request.post(`/api/sessions/${id}/finish`, { data: { reward: i % 2 } });
  }
  await openGroup(page, `/groups/${group}`);
  const heads = page.getByTestId("side-by-side").getByRole("link");
  await expect(heads.first()).toHaveText(`g${group}-0`);
  expect(await heads.count()).toBeLessThan(20);
  const pane = page.getByRole("region", { name: "Sessions side by side" });
  await pane.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  await expect(heads.last()).toHaveText(`g${group}-63`);
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds no serious fault on groups, ${width} px, ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      for (const address of ["/groups", "/groups/9"]) {
        await openGroup(page, address);
        if (address.endsWith("9")) await expect(page.getByTestId("side-by-side")).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
          [],
        );
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        ).toBeLessThanOrEqual(0);
      }
    });
  }
}
