import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";

async function openRuns(page: Page, address = "/runs"): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

/** The part of the page under a heading: the innermost that holds it. */
const part = (page: Page, heading: string) =>
  page.locator("section", { has: page.getByRole("heading", { name: heading }) }).last();

test("what to fix first stands at the top, and leads to its sessions and to an example", async ({ page }) => {
  await openRuns(page);
  const fix = part(page, "What to fix first");
  await expect(fix).toContainText(
    /\d% of (forks|realignments|refusals) (has|have) the cause .+: [\d,]+ of [\d,]+, in \d+ session/,
  );
  await expect(fix).toContainText(/[\d,]+ (sampled|trained) tokens?/);
  await expect(fix.getByRole("link", { name: /example/ })).toHaveAttribute("href", /^\/sessions\//);
  await fix.getByRole("link", { name: "See these sessions" }).click();
  await expect(page).toHaveURL(/q=cause/);
  await expect(page.getByTestId("sessions").locator("tr[data-session]")).not.toHaveCount(0);
});

test("forks, yield, drift and refusals are charts, and the same as tables that lead to the sessions", async ({
  page,
}) => {
  await openRuns(page);
  await expect(page.locator("svg.recharts-surface")).toHaveCount(4);
  const forks = part(page, "Forks by cause");
  await forks.getByText("As a table").click();
  await forks.getByRole("table").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/sessions\?q=started.*cause/);
  await expect(page.getByTestId("sessions").locator("tr[data-session]")).not.toHaveCount(0);
});

test("a click on a bar filters the list", async ({ page }) => {
  await openRuns(page);
  const refused = part(page, "Refused tokens");
  await refused.locator(".recharts-bar-rectangle path").first().click();
  await expect(page).toHaveURL(/refused(:|%3A)yes/);
  await expect(page.getByRole("checkbox", { name: /^Compare / })).not.toHaveCount(0);
});

test("time and steps stand in the address, and a run has a page of its own", async ({ page, request }) => {
  const run = `nightly ${Date.now()}`;
  await request.post("/api/sessions", { data: { id: `of-${Date.now()}`, labels: { run } } });
  await openRuns(page);
  await page.getByRole("link", { name: "24 hours" }).click();
  await expect(page).toHaveURL(/range=24h/);
  await page.getByRole("navigation", { name: "Steps" }).getByRole("link", { name: "Hour" }).click();
  await expect(page).toHaveURL(/range=24h&bucket=hour/);
  await page.getByRole("link", { name: run }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Run ${run}`);
  await expect(page.getByText("Nothing to fix")).toBeVisible();
  await openRuns(page, "/runs/nobody");
  await expect(page.getByText("No session began in this time")).toBeVisible();
});

test("the figures are those of the API", async ({ page, request }) => {
  const stats = await (await request.get("/api/stats?filter=cause:compaction&bucket=hour")).json();
  expect(stats.total.sessions).toBeGreaterThan(0);
  expect(stats.over_time[0].from % 3_600_000).toBe(0);
  expect(stats.cause_sources[0]).toMatchObject({ subject: expect.any(String), template: expect.any(String) });
  await openRuns(page);
  const causes = page.getByRole("link", { name: "compaction" });
  await expect(causes.first()).toHaveAttribute("href", /cause%3Acompaction/);
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds no serious fault on runs, ${width} px, ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await openRuns(page);
      await expect(page.locator("svg.recharts-surface")).toHaveCount(4);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    });
  }
}
