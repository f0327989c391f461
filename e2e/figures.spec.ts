import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

test("runs say what to fix first, and a cause leads to its sessions", async ({ page }) => {
  await page.goto("/runs");
  await expect(page.getByText("Fix first")).toBeVisible();
  await page.getByRole("link", { name: "See these sessions" }).click();
  await expect(page).toHaveURL(/q=cause/);
  await expect(page.getByTestId("sessions").getByRole("row")).not.toHaveCount(0);
});

test("a group opens with its sessions, rewards and advantages", async ({ page }) => {
  await page.goto("/groups");
  await page.getByRole("link", { name: "9", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("4 sessions");
  await expect(page.getByRole("row", { name: /group-rollout-1/ })).toContainText("0.866");
});

test("axe finds no serious fault on runs and groups", async ({ page }) => {
  for (const address of ["/runs", "/groups", "/groups/9"]) {
    await page.goto(address);
    await expect(page.getByText("live", { exact: true })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  }
});
