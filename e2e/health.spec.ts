import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

/** A run of four steps, a group of three rollouts in each; the groups of the last two steps are dead. */
async function recordRun(request: APIRequestContext): Promise<{ run: string; group: number }> {
  const run = `lens ${Date.now()}`;
  const group = 2_000_000 + (Date.now() % 1_000_000);
  for (let step = 0; step < 4; step++) {
    for (let index = 0; index < 3; index++) {
      const id = `r${group}-${step}-${index}`;
      const labels = { run, step: 60 + step };
      await request.post("/api/sessions", { data: { id, labels, group_index: group + step, index } });
      const turns = index === 0 && step === 0 ? 2 : 1;
      for (let turn = 0; turn < turns; turn++) {
        await request.post(`/s/${id}/v1/chat/completions`, {
          data: {
            messages: [{ role: "user", content: turn === 0 ? "Mend the nightly job." : "Another way?" }],
          },
        });
      }
      await request.post(`/api/sessions/${id}/finish`, { data: { reward: step < 2 ? index / 2 : 1 } });
    }
  }
  return { run, group };
}

const health = (page: Page) => page.getByTestId("health");

test("a run says what is out of order; a flag lists exactly its sessions", async ({ page, request }) => {
  const { run } = await recordRun(request);
  await page.goto(`/runs/${encodeURIComponent(run)}`);
  const dead = health(page).getByRole("link", { name: /2 dead groups of 6 sessions: all rewards alike/ });
  await expect(dead).toBeVisible();
  const report = await (
    await request.get(`/api/health-report?${new URLSearchParams({ filter: `run:"${run}"` })}`)
  ).json();
  for (const { filter, sessions } of report.flags) {
    const list = await (await request.get(`/api/list/facets?${new URLSearchParams({ q: filter })}`)).json();
    expect(list.total, filter).toBe(sessions);
  }
  await dead.click();
  await expect(page).toHaveURL(/flag%3Adead_group/);
  await expect(page.getByTestId("total")).toHaveText("6 sessions");
  await expect(health(page)).toContainText("in 6 sessions");
});

test("the list says what is out of order in what it shows, by keyboard too", async ({ page, request }) => {
  const { run } = await recordRun(request);
  await page.goto(`/sessions?${new URLSearchParams({ q: `run:"${run}"` })}`);
  const line = health(page).locator("summary");
  await expect(line).toContainText("warning");
  await line.focus();
  await page.keyboard.press("Enter");
  await expect(health(page).getByRole("link", { name: /dead groups/ })).toBeVisible();
  await page.goto("/sessions?q=run:nobody-at-all");
  await expect(health(page)).toContainText("Nothing out of order in 0 sessions");
});

test("steps are chosen with the pointer and with keys, and the groups are theirs", async ({
  page,
  request,
}) => {
  const { run, group } = await recordRun(request);
  await page.goto(`/runs/${encodeURIComponent(run)}`);
  const groups = page.getByRole("region", { name: "Groups" });
  await expect(groups.getByRole("row")).toHaveCount(5);
  const strip = page.getByRole("slider", { name: "Steps of the run" });
  const box = await strip.boundingBox();
  if (box === null) throw new Error("the strip has no place");
  const at = (column: number) => [box.x + ((column + 0.5) / 4) * box.width, box.y + 60] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  await page.mouse.move(...at(1));
  await page.mouse.up();
  await expect(page).toHaveURL(/steps=60-61/);
  await expect(groups.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("status").filter({ hasText: "steps 60–61 · 6 sessions" })).toBeVisible();
  await strip.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/steps=62$/);
  await expect(groups.getByRole("link", { name: String(group + 2), exact: true })).toBeVisible();
  await expect(groups).toContainText("dead");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page).toHaveURL(/steps=62-63/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/steps/);
  await page.getByRole("link", { name: String(group), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Group ${group}`);
});

test("a group shows its rollouts on one axis, and what each weighs", async ({ page, request }) => {
  const { group } = await recordRun(request);
  await page.goto(`/groups/${group}`);
  const rollouts = page.getByRole("region", { name: "Rollouts" });
  await expect(rollouts).toContainText("“Mend the nightly job.”");
  await expect(rollouts.locator("[data-rollout]").first()).toContainText(`r${group}-0-2`);
  const forked = rollouts.locator(`[data-rollout="r${group}-0-0"]`);
  await expect(forked.locator("svg g")).toHaveCount(2);
  await expect(forked).toContainText("66.7%");
  await rollouts.getByRole("link", { name: "session", exact: true }).click();
  await expect(page).toHaveURL(/weights=session/);
  await expect(forked).toContainText("50.0%");
  await page.goto(`/groups/${group + 3}`);
  await expect(rollouts).toContainText("A dead group: all its rewards are alike");
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds no serious fault on the lens, ${width} px, ${colorScheme}`, async ({ page, request }) => {
      const { run, group } = await recordRun(request);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      for (const address of [
        `/runs/${encodeURIComponent(run)}?steps=61-62`,
        `/groups/${group}`,
        "/sessions",
      ]) {
        await page.goto(address);
        await expect(
          page.getByTestId("health").or(page.getByRole("region", { name: "Rollouts" })),
        ).toBeVisible();
        if (address === "/sessions") await health(page).locator("summary").click();
        expect(await seriousFaults(page)).toEqual([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(over).toBeLessThanOrEqual(0);
        const shots = process.env.TURNTREE_SHOTS;
        if (shots) {
          const name = address.split(/[/?]/)[1];
          await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png` });
        }
      }
    });
  }
}
