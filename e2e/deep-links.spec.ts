import { expect, type Page } from "@playwright/test";
import { choosePolicy } from "./support/choose-policy";
import { copiedText } from "./support/copied-text";
import { expectSaid } from "./support/expect-said";
import { test } from "./support/journey";

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText("live", { exact: true })).toBeVisible();
}

test("a copied link opens exactly the view that it was copied from", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/sessions/rewrite-fork");
  await page.keyboard.press("f");
  await expect(page.getByRole("treeitem", { selected: true })).toHaveCount(1);
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/tok=\d+/);
  await page.keyboard.press("2");
  await expect(page).toHaveURL(/ov=logprob/);
  await page.getByRole("tab", { name: "Raw" }).click();
  await choosePolicy(page, "areal-concat");
  await expect(page).toHaveURL(/policy=areal-concat/);
  await expect(page).toHaveURL(/tab=raw/);
  await page.getByTestId("selection-line").click();
  const link = await copiedText(page, () => page.keyboard.press("y"));
  await expectSaid(page, "Link copied");
  for (const part of [/node=\w+/, /sample=\d/, /tok=\d+/, /ov=logprob/, /tab=raw/, /policy=areal-concat/])
    expect(link).toMatch(part);
  const chosen = await page.getByRole("treeitem", { selected: true }).getAttribute("data-node");
  const line = await page.getByTestId("selection-line").textContent();
  await page.goto("/sessions");
  await open(page, link);
  await expect(page.getByRole("treeitem", { selected: true })).toHaveAttribute("data-node", chosen ?? "");
  await expect(page.getByRole("tab", { name: "Raw", selected: true })).toBeVisible();
  await expect(page.getByTestId("selection-line")).toHaveText(line ?? "");
  await expect(page.getByTestId("token-pane")).toBeVisible();
  await expect(page.getByTestId("notices")).toBeHidden();
});

test("a link that asks for what is not there says so, falls back, and can be put right", async ({ page }) => {
  await open(page, "/sessions/rewrite-fork?node=gone&sample=9&ov=rainbow&tok=1-2");
  const notice = page.getByTestId("notices").getByRole("alert");
  await expect(notice).toContainText("The link names the message gone, which is not in this session");
  await expect(notice).toContainText("The link names the sample S9");
  await expect(notice).toContainText("“ov=rainbow” means nothing here; mask is shown.");
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(notice).toBeHidden();
  await expect(page).not.toHaveURL(/node=|sample=|ov=/);
});

test("a link with a policy that does not exist says which ones do", async ({ page }) => {
  await open(page, "/sessions/rewrite-fork?policy=nonsense");
  const notice = page.getByTestId("notices").getByRole("alert");
  await expect(notice).toContainText('accepted are "strict", "slime"');
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(page).not.toHaveURL(/policy=/);
  await expect(notice).toBeHidden();
});
