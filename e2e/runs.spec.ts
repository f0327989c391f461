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

test("a run's page says what of it went into which weights, and a session's page whether it trained", async ({
  page,
  request,
}) => {
  const run = `trained-${Date.now()}`;
  const id = `${run}-one`;
  await request.post("/api/sessions", { data: { id, labels: { run } } });
  const messages = [{ role: "user", content: "Say something that trains." }];
  await request.post(`/s/${id}/v1/chat/completions`, { data: { messages } });
  await request.post(`/api/sessions/${id}/finish`, { data: { reward: 1 } });
  const fed = await request.post("/api/feed", { data: { run, filter: `run:${run}` } });
  const { lease } = JSON.parse((await fed.text()).trim());
  await request.post("/api/feed/ack", { data: { step: 61, weights: "W61", leases: [lease] } });
  await openRuns(page, `/runs/${run}`);
  const row = part(page, "What went into the weights").getByRole("row", { name: /W61/ });
  await expect(row).toContainText(/W61\s*61\s*1/);
  const manifest = row.getByRole("link");
  await expect(manifest).toHaveText(/^[0-9a-f]{12}$/);
  const href = await manifest.getAttribute("href");
  const told = await (await request.get(href ?? "")).json();
  expect(told.digest.slice(0, 12)).toBe(await manifest.textContent());
  await page.goto(`/sessions/${id}`);
  const note = page.getByTestId("trained-note");
  await expect(note).toContainText("Trained into the weights W61");
  await note.locator("summary").click();
  await expect(note).toContainText(/step 61: 1 sample, \d+ trained tokens/);
});
