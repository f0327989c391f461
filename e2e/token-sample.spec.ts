import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { copiedText } from "./support/copied-text";
import { drawnTokens } from "./support/drawn-tokens";
import { test } from "./support/journey";

interface ExportedSample {
  readonly tokens: readonly number[];
  readonly response_length: number;
  readonly loss_mask: readonly number[];
  readonly rollout_log_probs: readonly number[];
}

async function exported(page: Page, session: string, policy: string): Promise<readonly ExportedSample[]> {
  const response = await page.request.get(`/api/sessions/${session}/samples.jsonl?policy=${policy}`);
  const lines = (await response.text()).split("\n").filter((line) => line !== "");
  return lines.map((line): ExportedSample => JSON.parse(line));
}

for (const policy of ["strict", "slime", "slime-repaired", "areal-concat"]) {
  test(`the screen is the sample, under ${policy}`, async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const samples = await exported(page, "drift-realign", policy);
    expect(samples.length).toBeGreaterThan(0);
    for (const [index, sample] of samples.entries()) {
      const last = sample.tokens.length - 1;
      await page.goto(`/sessions/drift-realign/samples/${index + 1}?policy=${policy}&ids=true&tok=0-${last}`);
      const drawn = await drawnTokens(page);
      expect(drawn.map(({ id }) => id)).toEqual(sample.tokens);
      const before = sample.tokens.length - sample.response_length;
      const mask = drawn.map(({ look }) => Number(look === "trained"));
      expect(mask).toEqual([...new Array<number>(before).fill(0), ...sample.loss_mask]);
      const copy = () => page.getByRole("button", { name: "Copy as JSON" }).click();
      const copied: { readonly state: string; readonly log_prob: number | null }[] = JSON.parse(
        await copiedText(page, copy),
      );
      const logProbs = copied
        .slice(before)
        .map(({ state, log_prob }) => (state === "trained" ? (log_prob ?? 0) : 0));
      expect(logProbs).toEqual(sample.rollout_log_probs);
    }
  });
}

test("a sample is read with the keyboard alone", async ({ page }) => {
  await page.goto("/sessions/rewrite-fork/samples/2?policy=slime");
  const lines = page.getByTestId("token-lines");
  await lines.locator("[data-from]").first().waitFor();
  await lines.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const card = page.getByRole("region", { name: "Token under the pointer" });
  await expect(card).toContainText("Token 1");
  await expect(card).toContainText("trainer log-prob");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/tok=1(&|$)/);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page).toHaveURL(/tok=1-2/);
  await expect(page.getByRole("region", { name: "Selected tokens" })).toContainText("sum of log-probs");
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/tok=/);
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/samples\/1\?policy=slime/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("S1");
});

test("overlays have keys, a legend, and say what nobody recorded", async ({ page }) => {
  await page.goto("/sessions/rewrite-fork/samples/2?policy=slime");
  const pane = page.getByTestId("token-pane");
  await pane.locator("[data-from]").first().waitFor();
  await expect(pane.getByRole("contentinfo").or(pane.locator("footer"))).toContainText("context here");
  await page.keyboard.press("5");
  await expect(page).toHaveURL(/ov=role/);
  await expect(pane.locator("footer")).toContainText("tool");
  await page.keyboard.press("3");
  await expect(pane.locator("footer")).toContainText("No trainer has sent");
  await page.keyboard.press("7");
  await expect(pane.locator("footer")).toContainText("kept as sampled");
  await page.keyboard.press("i");
  await expect(page).toHaveURL(/ids=true/);
});

test("where a stretch is held by another sample, and where the path forks, the text says so", async ({
  page,
}) => {
  await page.goto("/sessions/rewrite-fork/samples/2?policy=slime");
  const pane = page.getByTestId("token-pane");
  await pane.getByRole("searchbox").fill("state:reemitted");
  await pane.getByRole("searchbox").press("Enter");
  await expect(pane.locator(".token-note").first()).toHaveText("S1");
  await expect(pane.locator(".token-fork").first()).toBeAttached();
});

test("a drag selects, and a click on the minimap goes there", async ({ page }) => {
  await page.goto("/sessions/long-120/samples/1");
  const lines = page.getByTestId("token-lines");
  await lines.locator("[data-from]").first().waitFor();
  const box = await lines.boundingBox();
  if (!box) throw new Error("The pane is not drawn.");
  await page.mouse.move(box.x + 130, box.y + 36);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 84, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/tok=\d+-\d+/);
  const map = await page.getByTestId("token-minimap").boundingBox();
  if (!map) throw new Error("The minimap is not drawn.");
  await page.mouse.click(map.x + map.width / 2, map.y + map.height * 0.8);
  await expect.poll(() => lines.evaluate((element) => element.scrollTop)).toBeGreaterThan(100);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds no serious fault on a sample's page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/sessions/rewrite-fork/samples/2?policy=slime&tok=440");
    await page.getByTestId("token-pane").locator("[data-from]").first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  });
}
