import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

const strip = (page: Page) => page.getByRole("slider", { name: /^(Steps|Groups) of the run$/ });

/** Drags over columns of a strip, from 0. */
async function brush(page: Page, over: Locator, columns: number, first: number, last: number): Promise<void> {
  const box = await over.boundingBox();
  if (box === null) throw new Error("The strip is not on the page.");
  const at = (column: number) => box.x + ((column + 0.5) * box.width) / columns;
  await page.mouse.move(at(first), box.y + 20);
  await page.mouse.down();
  await page.mouse.move(at(last), box.y + 20, { steps: 4 });
  await page.mouse.up();
}

test("the list is narrowed by brushing its strip, with the pointer and with keys", async ({
  page,
  request,
}) => {
  const run = `strip-${Date.now()}`;
  for (const step of [1, 2, 3, 4, 5]) {
    const id = `${run}-${step}`;
    await request.post("/api/sessions", { data: { id, labels: { run, step } } });
    await request.post(`/s/${id}/v1/chat/completions`, {
      data: { messages: [{ role: "user", content: `step ${step}` }] },
    });
  }
  await page.goto(`/sessions?q=run:${run}`);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Step by step/ }).click();
  await expect(strip(page)).toHaveAttribute("aria-valuemax", "5");
  await brush(page, strip(page), 5, 1, 2);
  await expect(page.getByTestId("total")).toHaveText("2 sessions");
  await expect(page).toHaveURL(/step/);
  // What is chosen stands framed among all of them.
  await expect(strip(page)).toHaveAttribute("aria-valuetext", /2.*3/);
  await expect(strip(page)).toHaveAttribute("aria-valuemax", "5");
  expect(await seriousFaults(page)).toEqual([]);
  await strip(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("total")).toHaveText("1 session");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByTestId("total")).toHaveText("2 sessions");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("total")).toHaveText("5 sessions");
  await expect(page).not.toHaveURL(/step/);
});

test("groups are narrowed by brushing their strip, and the address keeps which", async ({ page }) => {
  await page.goto("/groups");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  const rows = page.getByRole("table").first().getByRole("row");
  const columns = Number(await strip(page).getAttribute("aria-valuemax"));
  const all = await rows.count();
  await strip(page).focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(page).toHaveURL(/steps=\d+/);
  await expect(rows).not.toHaveCount(all);
  await page.reload();
  await expect(rows).not.toHaveCount(all);
  await strip(page).focus();
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/steps=/);
  await expect(rows).toHaveCount(all);
  expect(columns).toBeGreaterThan(1);
  const box = await strip(page).boundingBox();
  const width = box?.width ?? 0;
  await page.mouse.move((box?.x ?? 0) + 4, (box?.y ?? 0) + 20);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + width / 2, (box?.y ?? 0) + 20, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/steps=\d+-\d+/);
});
