import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";

const rows = (page: Page) => page.getByTestId("sessions").locator("tr[data-session]");
const filter = (page: Page) => page.getByRole("combobox", { name: "Find sessions" });

async function openList(page: Page, query = ""): Promise<void> {
  await page.goto(`/sessions${query}`);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("a facet is a condition of the typed filter, and both are the address", async ({ page }) => {
  await openList(page);
  await page
    .getByRole("group", { name: "Cause" })
    .getByRole("checkbox", { name: /compaction/ })
    .check();
  await expect(filter(page)).toHaveValue("cause:compaction");
  await expect(page).toHaveURL(/q=cause:compaction/);
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByTestId("total")).toHaveText("1 session");
  await page.reload();
  await expect(
    page.getByRole("group", { name: "Cause" }).getByRole("checkbox", { name: /compaction/ }),
  ).toBeChecked();
  await page
    .getByRole("group", { name: "Cause" })
    .getByRole("checkbox", { name: /compaction/ })
    .uncheck();
  await expect(filter(page)).toHaveValue("");
  await expect(rows(page).nth(3)).toBeVisible();
});

test("the filter suggests what can stand next, and says what it cannot read", async ({ page }) => {
  await openList(page);
  await filter(page).pressSequentially("ca");
  await page.getByRole("option", { name: /cause:/ }).click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(filter(page)).toHaveValue(/^cause:\S+ $/);
  await expect(page).toHaveURL(/q=cause/);
  await filter(page).fill("forks:many status:open");
  await expect(page.getByText("“forks:many” is no condition")).toBeVisible();
  await expect(rows(page)).not.toHaveCount(0);
  await filter(page).fill("forks:>900 status:finished");
  await expect(page.getByText("No session fits")).toBeVisible();
  await page.getByRole("button", { name: "Drop forks:>900" }).click();
  await expect(filter(page)).toHaveValue("status:finished");
  await expect(rows(page).first()).toBeVisible();
});

test("Enter takes the one suggestion, a press on a row peeks at it, and the facets stay where they are", async ({
  page,
}) => {
  await openList(page);
  const causes = page.getByRole("group", { name: "Cause" }).getByRole("checkbox");
  const order = () => causes.evaluateAll((boxes) => boxes.map((box) => box.closest("label")?.title));
  const before = await order();
  await filter(page).pressSequentially("cause:tool");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(filter(page)).toHaveValue("cause:tool-call-re-serialised ");
  await expect(rows(page)).toHaveCount(2);
  expect(await order()).toEqual(before);
  const second = (await rows(page).nth(1).getAttribute("data-session")) ?? "";
  await rows(page).nth(1).getByRole("cell").nth(4).click();
  await expect(page.getByRole("region", { name: "Peek" }).getByRole("heading", { level: 2 })).toHaveText(
    second,
  );
});

test("words are found in messages and shown where they stand", async ({ page }) => {
  await openList(page);
  await filter(page).fill("train leaves");
  await expect(rows(page)).toHaveCount(4);
  await expect(page.locator("mark").first()).toHaveText(/train|leaves/i);
});

test("a peek goes along with the keys, and Esc closes it", async ({ page }) => {
  await openList(page);
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  const peek = page.getByRole("region", { name: "Peek" });
  const first = await rows(page).nth(0).getAttribute("data-session");
  const second = await rows(page).nth(1).getAttribute("data-session");
  await expect(peek.getByRole("heading", { level: 2 })).toHaveText(first ?? "");
  await expect(peek.getByText("How it begins")).toBeVisible();
  await page.keyboard.press("j");
  await expect(peek.getByRole("heading", { level: 2 })).toHaveText(second ?? "");
  await expect(page).toHaveURL(new RegExp(`peek=${second}`));
  await page.keyboard.press("Escape");
  await expect(peek).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/sessions/${second}`));
});

test("rows are put in order by a figure, and columns are chosen and remembered", async ({ page }) => {
  await openList(page);
  await page.getByRole("button", { name: "Turns", exact: true }).click();
  await expect(rows(page).first()).toHaveAttribute("data-session", "long-120");
  await expect(page.getByRole("columnheader", { name: "Turns" })).toHaveAttribute("aria-sort", "descending");
  // The small yields are the ones to see to.
  await page.getByRole("button", { name: "Yield", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Yield" })).toHaveAttribute("aria-sort", "ascending");
  await expect(rows(page).first()).toHaveAttribute("data-session", "slime-issue-2338");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: /^Group/ }).check();
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Group" })).toBeVisible();
});

test("a view is saved under a name, renamed and deleted", async ({ page }) => {
  await openList(page, "?q=refused:yes");
  const views = page.getByRole("button", { name: "Views" });
  await views.click();
  await page.getByRole("textbox", { name: "Save what is shown as" }).fill("Trouble");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Rename Trouble" }).click();
  await page.getByRole("textbox", { name: "New name" }).fill("To look at");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "All sessions" }).click();
  await expect(filter(page)).toHaveValue("");
  await views.click();
  await page.getByRole("link", { name: "To look at" }).click();
  await expect(filter(page)).toHaveValue("refused:yes");
  await views.click();
  await page.getByRole("button", { name: "Delete To look at" }).click();
  await expect(page.getByRole("link", { name: "To look at" })).toHaveCount(0);
});

test("two marked sessions lead to their comparison", async ({ page }) => {
  await openList(page, "?q=id:re");
  await page.getByRole("checkbox", { name: "Compare retry" }).check();
  await page.getByRole("checkbox", { name: "Compare refused" }).check();
  await expect(page.getByRole("link", { name: "Compare 2" })).toHaveAttribute(
    "href",
    "/compare?a=retry&b=refused",
  );
});

test("a new session is counted and moves nothing; one that is shown changes in its place", async ({
  page,
  request,
}) => {
  const id = `fresh-${Date.now()}`;
  const ask = (content: string) =>
    request.post(`/s/${id}/v1/chat/completions`, { data: { messages: [{ role: "user", content }] } });
  await openList(page);
  const first = await rows(page).first().getAttribute("data-session");
  await ask("first");
  const pill = page.getByRole("button", { name: "1 new session" });
  await expect(pill).toBeVisible();
  await expect(rows(page).first()).toHaveAttribute("data-session", first ?? "");
  await pill.click();
  await expect(rows(page).first()).toHaveAttribute("data-session", id);
  await ask("second");
  await expect(rows(page).first().getByRole("cell").nth(5)).toHaveText("2");
  await request.delete(`/api/sessions/${id}`);
});

test("a long list is read as one scrolls, with few rows in the document, and its address leads back", async ({
  page,
  request,
}) => {
  const stamp = Date.now();
  const ids = Array.from({ length: 160 }, (_, i) => `many-${stamp}-${i}`);
  for (const id of ids)
    await request.post("/api/sessions", { data: { id, labels: { run: `many-${stamp}` } } });
  await openList(page, `?q=run:many-${stamp}`);
  await expect(page.getByTestId("total")).toHaveText("160 sessions");
  const list = page.getByRole("region", { name: "The list of sessions" });
  let most = 0;
  const goOn = async () => {
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    most = Math.max(most, await rows(page).count());
    return rows(page).last().getAttribute("data-session");
  };
  await expect.poll(goOn).toBe(`many-${stamp}-0`);
  expect(most).toBeLessThanOrEqual(60);
  await expect(page).toHaveURL(/cursor=/);
  await page.reload();
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  const before = page.getByRole("button", { name: "Show the sessions before these" });
  await expect(before).toBeVisible();
  const shown = await rows(page).first().getAttribute("data-session");
  await before.click();
  await expect(page.locator(`tr[data-session="${shown}"]`)).toBeInViewport();
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds no serious fault, ${width} px, ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      for (const query of ["", "?peek=compaction", "?q=forks:%3E900"]) {
        await openList(page, query);
        if (query.includes("peek")) await expect(page.getByText("How it begins")).toBeVisible();
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

test("on a phone the facets open over the list and close again", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openList(page);
  await page.getByRole("button", { name: "Narrow the list" }).click();
  const facets = page.getByRole("complementary", { name: "Narrow the list" });
  await facets.getByRole("checkbox", { name: /^open/ }).check();
  await facets.getByRole("button", { name: "Close" }).click();
  await expect(facets).toBeHidden();
  await expect(filter(page)).toHaveValue("status:open");
  await expect(page.getByTestId("sessions").getByRole("link").first()).toBeVisible();
});
