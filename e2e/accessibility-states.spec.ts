import { expect, type Page } from "@playwright/test";
import { OVERLAYS } from "@/components/marks/overlay-names";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

/** Opens an address, waits for what its state is told by, and looks for faults. */
async function expectFaultless(page: Page, address: string, sign: string | RegExp): Promise<void> {
  await page.goto(address);
  await expect(page.getByText(sign).first(), address).toBeVisible();
  expect(await seriousFaults(page), address).toEqual([]);
}

async function answersOf(page: Page, session: string): Promise<readonly string[]> {
  const answer = await page.request.get(`/api/sessions/${session}/tree`);
  const { view }: { view: { nodes: { id: string; turn: number | null }[] } } = await answer.json();
  return view.nodes.filter(({ turn }) => turn !== null).map(({ id }) => id);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds no serious fault in a difference, whichever threshold and lens", async ({ page }) => {
      const diff = "/sessions/drift-realign/diff";
      await expectFaultless(page, diff, "→ realign");
      await expectFaultless(page, `${diff}?policy=slime&ft=8`, "→ fork");
      await expectFaultless(page, `${diff}?policy=strict`, "strict has no fork threshold");
      await expectFaultless(page, `${diff}?mode=bytes`, "6C");
      await expectFaultless(page, `${diff}?mode=messages`, "tool call");
      await expectFaultless(page, "/sessions/drift-render/diff", "Rendered by the template");
      await expectFaultless(page, "/sessions/drift-graft/diff", "was grafted");
      await page.goto(diff);
      const folds = page.getByTestId("token-diff").getByRole("button", { name: /equal tokens/ });
      await folds.first().click();
      await expect.poll(() => page.getByTestId("diff-token").count()).toBeGreaterThan(100);
      expect(await seriousFaults(page), "an opened fold").toEqual([]);
      const [a, b] = await answersOf(page, "rewrite-fork");
      await expectFaultless(page, `/sessions/rewrite-fork/diff?a=${a}&b=${b}`, "Two messages compared");
    });

    test("axe finds no serious fault where nothing can be compared", async ({ page }) => {
      const [first] = await answersOf(page, "linear");
      const diff = "/sessions/linear/diff";
      await expectFaultless(page, `${diff}?a=${first}&b=${first}`, "Both sides are the same message.");
      await expectFaultless(page, `${diff}?b=nothing`, 'There is no node "nothing"');
      await expectFaultless(page, `${diff}?b=${first}`, "nothing was held before it");
      await expectFaultless(page, "/sessions/drift-realign/diff?policy=best", 'There is no policy "best"');
      await expectFaultless(page, "/sessions/nobody/diff", "This session is not recorded here");
    });

    test("axe finds no serious fault on a sample's page, under every overlay and text mode", async ({
      page,
    }) => {
      const sample = "/sessions/drift-realign/samples/1?policy=slime";
      for (const overlay of OVERLAYS) await expectFaultless(page, `${sample}&ov=${overlay}`, "im_start");
      for (const mode of ["ids", "ws", "tb"])
        await expectFaultless(page, `${sample}&${mode}=true&tok=430-460`, /token|tokens/);
    });

    test("axe finds no serious fault in what-if, in line and as a phone's sheet", async ({ page }) => {
      const address = "/sessions/drift-realign?policy=slime&ft=8&whatif=true";
      await expectFaultless(page, address, "Copy as config");
      await page.getByRole("button", { name: "Copy as config" }).click();
      await expect(page.getByRole("dialog", { name: "Copy as config" })).toBeVisible();
      expect(await seriousFaults(page), "the config").toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(address);
      await expect(page.getByRole("dialog", { name: "What if" })).toContainText("Duplicated context");
      expect(await seriousFaults(page), "the sheet").toEqual([]);
    });

    test("axe finds no serious fault in the dialogs: export, policies, palette, help", async ({ page }) => {
      await page.goto("/sessions/rewrite-fork");
      await expect(page.getByText("live", { exact: true })).toBeVisible();
      const isFaultless = async (name: string, ready: string | RegExp): Promise<void> => {
        const dialog = page.getByRole("dialog");
        await expect(dialog.getByText(ready).first(), name).toBeVisible();
        expect(await seriousFaults(page), name).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(dialog).toBeHidden();
      };
      await page.getByRole("button", { name: "Export" }).click();
      await isFaultless("export", "SHA-256");
      await page.getByRole("button", { name: "Policies" }).click();
      await isFaultless("policies", "areal-concat");
      await page.keyboard.press("Control+k");
      await page.keyboard.type("MAIL_USER");
      await isFaultless("palette", "MAIL_USER=robot");
      await page.keyboard.press("?");
      await isFaultless("help", "next fork");
      await page.goto("/sessions?q=id:rewrite");
      await page.getByRole("button", { name: "Export" }).click();
      await isFaultless("export of a list", "SHA-256");
    });
  });
}
