import { expect, type Page } from "@playwright/test";
import { expectSaid } from "./support/expect-said";
import { test } from "./support/journey";

const transcript = (page: Page) => page.getByRole("tree", { name: "Messages of the session" });
const selected = (page: Page) => page.getByRole("treeitem", { selected: true });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("letters walk the conversation, its forks and its branches", async ({ page }) => {
  await open(page, "/sessions/rewrite-fork?pane=tree");
  await page.keyboard.press("j");
  await expect(selected(page)).toHaveAttribute("aria-posinset", "1");
  await page.keyboard.press("ArrowRight");
  await expect(selected(page)).toHaveAttribute("aria-posinset", "2");
  await page.keyboard.press("k");
  await expect(selected(page)).toHaveAttribute("aria-posinset", "1");
  await page.keyboard.press("k");
  await expectSaid(page, "This is the root");
  await page.keyboard.press("f");
  await expect(selected(page)).toHaveAccessibleName(/rewrite/);
  await expect(selected(page)).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("]");
  await expect(selected(page)).toHaveAttribute("aria-level", "1");
  await page.keyboard.press("[");
  await expect(selected(page)).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("Home");
  await expect(selected(page)).toHaveAccessibleName(/^system/);
  await page.keyboard.press("c");
  await expectSaid(page, "There is no compaction in this session");
});

test("a place that is typed is found, said before one goes there, and gone to", async ({ page }) => {
  await open(page, "/sessions/rewrite-fork");
  await page.keyboard.press("g");
  const field = page.getByRole("textbox", { name: "Where to go" });
  await field.fill("t99");
  const dialog = page.getByRole("dialog", { name: "Go to" });
  await expect(dialog.getByRole("status")).toHaveText("This session has 4 turns, from t1.");
  await field.press("Enter");
  await expect(dialog).toBeVisible();
  await field.fill("t2");
  await expect(dialog.getByRole("status")).toContainText("turn 2:");
  await field.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(selected(page)).toHaveAccessibleName(/turn 2/);
  await page.keyboard.press(":");
  await field.fill("S2#5");
  await field.press("Enter");
  await expect(page).toHaveURL(/sample=2/);
  await expect(page).toHaveURL(/tok=5/);
  await expect(page.getByTestId("token-pane")).toBeVisible();
});

test("Esc backs out one step at a time: the range, the mark, the sample, the message", async ({ page }) => {
  await open(page, "/sessions/rewrite-fork");
  await page.keyboard.press("f");
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press("m");
  await expect(page).toHaveURL(/mark=/);
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/tok=\d+/);
  for (const left of [/mark=/, /sample=/, /node=/]) {
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(left);
    await expect(page).not.toHaveURL(
      left.source === "mark=" ? /tok=/ : left.source === "sample=" ? /mark=/ : /sample=/,
    );
  }
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/node=/);
});

test("what was chosen stays chosen when the router sets the address back for a moment", async ({ page }) => {
  await open(page, "/sessions/rewrite-fork");
  await page.keyboard.press("f");
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press("m");
  await expect(page).toHaveURL(/mark=/);
  // A busy router takes an address over late, and overwrites the one that came after it until it has that too.
  await page.evaluate(() =>
    History.prototype.replaceState.call(history, history.state, "", location.href.replace(/&mark=\w+/, "")),
  );
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/mark=\w+.*tok=\d+/);
});

test("a marked message is compared with another, and with what was held", async ({ page }) => {
  await open(page, "/sessions/rewrite-fork");
  await page.keyboard.press("f");
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press("v");
  await expectSaid(page, "Mark a message first, with m");
  await page.keyboard.press("m");
  await page.keyboard.press("]");
  await expect(selected(page)).toHaveAttribute("aria-level", "1");
  await page.keyboard.press("v");
  await expect(page).toHaveURL(/\/sessions\/rewrite-fork\/diff\?a=\w+&b=\w+/);
});

test("the next session opens in the same view", async ({ page }) => {
  await open(page, "/sessions/drift-fork?ov=logprob&policy=slime&sample=1");
  await page.keyboard.press("n");
  await expect(page).not.toHaveURL(/drift-fork/);
  await expect(page).toHaveURL(/policy=slime/);
  await expect(page).toHaveURL(/ov=logprob/);
  await expect(page).not.toHaveURL(/sample=/);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/\/sessions\/drift-fork\?/);
});

test("n and p walk the list that the session was opened from, and say where in it one is", async ({
  page,
}) => {
  await open(page, "/sessions?q=id:rewrite&sort=turns&order=asc");
  const rows = page.getByTestId("sessions").locator("[data-session]");
  await expect(rows).toHaveCount(2);
  const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-session") ?? ""));
  const [first = "", second = ""] = ids;
  const isShown = (id: string) => expect(page.getByRole("heading", { name: id })).toBeVisible();
  await page.getByRole("link", { name: first }).click();
  // It opens on a message of its own, and knows the list.
  await expect(page).toHaveURL(
    new RegExp(`/sessions/${first}\\?q=id:rewrite&sort=turns&order=asc&node=\\w+`),
  );
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.keyboard.press("p");
  await expectSaid(page, "This is the first of 2 sessions in id:rewrite, by turns upwards");
  await page.keyboard.press("n");
  await expectSaid(page, "2 of 2 in id:rewrite, by turns upwards");
  await isShown(second);

  await open(page, page.url());
  await page.keyboard.press("n");
  await expectSaid(page, "This is the last of 2 sessions in id:rewrite, by turns upwards");
  await page.getByRole("button", { name: /^S1/ }).click();
  await page.getByRole("link", { name: "Open alone" }).click();
  await page.getByRole("link", { name: second }).click();
  await expect(page).toHaveURL(/q=id:rewrite&sort=turns&order=asc/);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.keyboard.press("p");
  await isShown(first);
  await page.getByRole("link", { name: "Sessions", exact: true }).click();
  await expect(page).toHaveURL("/sessions?q=id:rewrite&sort=turns&order=asc");
  await expect(rows).toHaveCount(2);
});

test("F6 goes from pane to pane, and the help shows the keys of the pane in use first", async ({ page }) => {
  await open(page, "/sessions/compaction?pane=tree");
  const focusedPane = () =>
    page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-pane]")?.dataset.pane);
  await page.keyboard.press("F6");
  await expect.poll(focusedPane).toBe("transcript");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help.getByRole("heading").nth(1)).toHaveText("In transcript");
  await expect(help.getByText("show all branches")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(selected(page)).toHaveCount(0);
  await page.keyboard.press("F6");
  await expect.poll(focusedPane).toBe("samples");
  await page.keyboard.press("F6");
  await expect.poll(focusedPane).toBe("tree");
  await page.keyboard.press("Shift+F6");
  await page.keyboard.press("Shift+F6");
  await expect.poll(focusedPane).toBe("transcript");
});

test("letters are text in a field; Esc empties it, then leaves it", async ({ page }) => {
  await open(page, "/sessions/compaction?pane=tree");
  await page.keyboard.press("F6");
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: "Filter messages" });
  await expect(field).toBeFocused();
  await page.keyboard.type("fjdx");
  await expect(field).toHaveValue("fjdx");
  await expect(selected(page)).toHaveCount(0);
  await expect(page.getByText("No message fits")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(field).not.toBeFocused();
});

test("the transcript folds its branches, and filters by text and by landmark with a count", async ({
  page,
}) => {
  await open(page, "/sessions/rewrite-fork");
  const rows = transcript(page).getByRole("treeitem");
  const all = await rows.count();
  const forked = transcript(page).locator("[aria-expanded]").first();
  await forked.click();
  await forked.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(forked).toHaveAttribute("aria-expanded", "false");
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await page.keyboard.press("ArrowRight");
  await expect(rows).toHaveCount(all);
  await page.keyboard.press("ArrowRight");
  await expect(selected(page)).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("ArrowLeft");
  await expect(selected(page)).toHaveAttribute("aria-level", "1");
  await page.getByRole("button", { name: "1 fork", exact: true }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByText(`1 of ${all}`, { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rows).toHaveCount(all);
});

test("panes fold away by key and come back by a button, and stay so after a reload", async ({ page }) => {
  await open(page, "/sessions/compaction");
  await expect(transcript(page)).toBeVisible();
  await page.keyboard.press("Alt+1");
  await expect(transcript(page)).toBeHidden();
  await page.reload();
  await expect(page.getByRole("button", { name: "Show transcript" })).toBeVisible();
  await page.getByRole("button", { name: "Show transcript" }).click();
  await expect(transcript(page)).toBeVisible();
});

test("a pane is resized by its line, with the pointer and with keys, and stays so after a reload", async ({
  page,
}) => {
  await open(page, "/sessions/compaction");
  const width = async (): Promise<number> =>
    (await page.locator("#pane-transcript").boundingBox())?.width ?? 0;
  await expect.poll(width).toBe(440);
  const line = page.getByRole("separator", { name: "Width of the transcript" });
  const box = await line.boundingBox();
  if (!box) throw new Error("The line has no place on screen.");
  await page.mouse.move(box.x, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(500);
  await line.press("ArrowLeft");
  await expect.poll(width).toBe(484);
  await expect(line).toHaveAttribute("aria-valuenow", "484");
  await page.reload();
  await expect.poll(width).toBe(484);
  await line.press("Enter");
  await expect(page.getByRole("button", { name: "Show transcript" })).toBeVisible();
  await line.dblclick();
  await expect.poll(width).toBe(440);
});

test("every page has the help, and the keys of one page are not on another", async ({ page }) => {
  for (const address of ["/sessions", "/runs", "/groups"]) {
    await open(page, address);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys" });
    await expect(help.getByText("show the keys")).toBeVisible();
    await expect(help.getByText("next fork", { exact: true })).toBeHidden();
    await page.keyboard.press("Escape");
  }
});
