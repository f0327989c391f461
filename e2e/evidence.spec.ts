import { expect, type Page } from "@playwright/test";
import { simLine } from "@/test/recorder/sim-line";
import { test } from "./support/journey";

/** Records a session whose weights change in mid-answer; answers the place of the first token of the later ones. */
async function recordChange(page: Page, session: string): Promise<number> {
  const { request } = page;
  const opened = { id: session, evidence: "weights,top:3,entropy,support,experts" };
  expect((await request.post("/api/sessions", { data: opened })).ok()).toBe(true);
  const content = simLine({
    text: "Sampled by the weights of two steps of training.",
    tokenisation: "plain",
    weight_version: "step-1",
    weights_change: { after_tokens: 4, version: "step-2" },
  });
  const answer = await request.post(`/s/${session}/v1/chat/completions`, {
    data: { model: "sim", messages: [{ role: "user", content }] },
  });
  expect(answer.ok()).toBe(true);
  const { usage } = await answer.json();
  return usage.prompt_tokens + 4;
}

test("weights that changed in mid-answer are marked, and a token's card tells what the engine knew of it", async ({
  page,
}) => {
  const border = await recordChange(page, "weights-in-mid-answer");
  const card = page.getByRole("region", { name: "Selected tokens" });
  const fact = (name: string) =>
    card.locator("dt", { hasText: name }).locator("xpath=following-sibling::dd[1]");
  const open = (token: number) => page.goto(`/sessions/weights-in-mid-answer?sample=1&tok=${token}-${token}`);

  await open(border);
  await expect(page.locator(".token-weights")).toHaveCount(1);
  await expect(card).toContainText(`Token ${border}`);
  await expect(fact("weights")).toHaveText("step-2");
  await expect(fact("rank, top k")).toHaveText(/^1: ".*" −?-?\d/);
  await expect(fact("rank, top k")).toHaveAttribute("title", /(?:".*?" \S+, ){2}".*?" \S+$/);
  await expect(fact("entropy of the draw")).toHaveText(/^1\.3\d* nats$/);
  await expect(fact("could be drawn")).toHaveText("4");
  await expect(fact("experts")).toHaveText(/^\d+ \d+ \d+ \d+$/);

  await open(border - 1);
  await expect(fact("weights")).toHaveText("step-1");
  await open(0);
  await expect(fact("weights")).toHaveText("not sampled");
  await expect(fact("entropy of the draw")).toHaveText("not sampled");
});

test("a token's card says what was not recorded of it", async ({ page }) => {
  await page.goto("/sessions/linear?sample=1&tok=440-440");
  const card = page.getByRole("region", { name: "Selected tokens" });
  const entropy = card.locator("dt", { hasText: "entropy of the draw" });
  await expect(entropy.locator("xpath=following-sibling::dd[1]")).toHaveText("not recorded");
});
