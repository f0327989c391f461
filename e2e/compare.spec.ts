import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

/** The last messages of a session's branches. */
async function leavesOf(page: Page, session: string): Promise<readonly string[]> {
  const answer = await page.request.get(`/api/sessions/${session}/tree`);
  const { view }: { view: { nodes: { id: string; parent: number }[] } } = await answer.json();
  const parents = new Set(view.nodes.map(({ parent }) => parent));
  return view.nodes.flatMap(({ id }, at) => (parents.has(at) ? [] : [id]));
}

test("a session recorded by rendering beside the same one grafted: what drifted, why, and what it cost", async ({
  page,
}) => {
  await page.goto("/compare?a=drift-render&b=drift-graft");
  const words = page.getByTestId("comparison");
  await expect(words).toContainText("All 11 messages are the same; the last turns hold other tokens for");
  await expect(words).toContainText(
    /A's rendered prompts changed \d+ held tokens; B's grafts kept \d+ tokens/,
  );
  await expect(page.getByTestId("causes")).toContainText("reasoning stripped");
  await expect(page.getByTestId("figures").getByRole("row", { name: /Samples/ })).toContainText("−");
  await expect(page.getByTestId("figures").getByRole("row", { name: /Sampled tokens/ })).toContainText(
    "same",
  );
});

interface ExportedSample {
  readonly tokens: readonly number[];
  readonly response_length: number;
  readonly loss_mask: readonly number[];
}

/** A token of an open message as one side draws it. */
interface DrawnToken {
  readonly position: number;
  readonly id: number;
  readonly state: string;
}

/** All tokens of the open message on a side: those that both have alike, and its own. */
async function tokensOfSide(page: Page, side: "a" | "b"): Promise<readonly DrawnToken[]> {
  const diff = page.getByTestId("token-diff");
  await expect(diff).toBeVisible();
  const folds = diff.getByRole("button", { expanded: false });
  for (let left = await folds.count(); left > 0; left--) {
    await folds.first().click();
    await expect(folds).toHaveCount(left - 1);
  }
  const drawn = await diff
    .locator(
      `[data-testid=equal] [data-testid=diff-token], [data-testid=run-${side}] [data-testid=diff-token]`,
    )
    .evaluateAll((tokens) =>
      tokens.map((token) => ({
        position: Number(token.getAttribute("data-position")),
        id: Number(token.getAttribute("data-id")),
        state: token.getAttribute("data-state") ?? "",
      })),
    );
  return drawn.sort((left, right) => left.position - right.position);
}

test("one session under two policies: each token of a message says what each policy makes of it, as the export does", async ({
  page,
}) => {
  const address = "/compare?a=drift-render&pa=strict&b=drift-render&pb=slime&as=held";
  for (const row of [3, 7, 9, 10, 11]) {
    await page.goto(`${address}&at=${row}`);
    for (const [side, policy] of [
      ["a", "strict"],
      ["b", "slime"],
    ] as const) {
      const drawn = await tokensOfSide(page, side);
      const head = page.getByRole("region", { name: `States of side ${side.toUpperCase()}` });
      const [, number] = /In S(\d+)/.exec(await head.innerText()) ?? [];
      const lines = await page.request.get(`/api/sessions/drift-render/samples.jsonl?policy=${policy}`);
      const sample: ExportedSample = JSON.parse((await lines.text()).split("\n")[Number(number) - 1] ?? "");
      const before = sample.tokens.length - sample.response_length;
      expect(drawn.length).toBeGreaterThan(0);
      expect(drawn.map(({ id }) => id)).toEqual(drawn.map(({ position }) => sample.tokens[position]));
      expect(drawn.map(({ state }) => Number(state === "trained"))).toEqual(
        drawn.map(({ position }) => sample.loss_mask[position - before] ?? 0),
      );
    }
  }
});

test("an answer that is the same in both samples opens as it was sampled, where the policies differ", async ({
  page,
}) => {
  await page.goto("/compare?a=drift-render&pa=strict&b=drift-render&pb=slime&at=3");
  await expect(page.getByRole("button", { name: "As sampled" })).toHaveAttribute("aria-pressed", "true");
  const a = page.getByRole("region", { name: "States of side A" });
  const b = page.getByRole("region", { name: "States of side B" });
  await expect(a).toContainText("Trained: turn 1 sampled it.");
  await expect(b).toContainText("Not trained: turn 1 sampled it, but the prompt of turn");
  expect(new Set((await tokensOfSide(page, "a")).map(({ state }) => state))).toEqual(new Set(["trained"]));
  expect(new Set((await tokensOfSide(page, "b")).map(({ state }) => state))).toEqual(new Set(["realigned"]));
  await page.getByRole("button", { name: "In the sample" }).click();
  await expect(page).toHaveURL(/as=held/);
  await expect(a).toContainText("As sampled, over all samples: 44 trained.");
  await a.getByRole("link").click();
  await expect(page).toHaveURL(/\/sessions\/drift-render\/samples\/\d+\?.*policy=strict.*tok=\d+-\d+/);
});

test("an answer that another sample trains opens with what became of it, and says where it trains", async ({
  page,
}) => {
  await page.goto("/compare?a=slime-issue-2338&pa=strict&b=slime-issue-2338&pb=slime&at=3");
  await expect(page.getByRole("button", { name: "As sampled" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("trained-elsewhere")).toHaveText(
    "trained in S1, context in the sample of this branch",
  );
  const a = page.getByRole("region", { name: "States of side A" });
  await expect(a).toContainText("Trained: turn 1 sampled it.");
  await expect(a).toContainText("the first 20,000 of 28,404 tokens");
});

test("a side is given further settings on the page, in its address, and loses bad ones", async ({ page }) => {
  await page.goto("/compare?a=rewrite-fork&b=rewrite-fork&pa=strict&pb=slime");
  await page.getByRole("combobox", { name: "Policy of side B" }).selectOption("strict");
  await expect(page.getByText("Both sides are the same")).toBeVisible();
  await page.getByRole("button", { name: "Settings of side B's policy" }).click();
  const settings = page.getByRole("dialog", { name: "Settings of side B's policy" });
  await settings.getByRole("checkbox", { name: "Train once" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/sb=train_once:false/);
  const policies = page.getByTestId("figures").getByRole("row", { name: /^Policy/ });
  await expect(policies).toContainText("strict, train once: off");
  await page.reload();
  await expect(
    page.getByTestId("compared-row").filter({ hasText: "other states in its sample" }),
  ).toHaveCount(1);
  await page.getByRole("button", { name: "Swap the two sides" }).click();
  await expect(page).toHaveURL(/sa=train_once:false/);
  await page.getByTestId("compared-row").first().getByRole("link").first().click();
  await expect(page).toHaveURL(/\/sessions\/rewrite-fork\?.*set=train_once/);
  await page.goto("/compare?a=rewrite-fork&b=linear&sb=hidden:1");
  await expect(page.getByText('A policy has no setting "hidden"')).toBeVisible();
  await page.getByRole("button", { name: "Leave out the settings of side B" }).click();
  await expect(page.getByTestId("comparison")).toBeVisible();
});

test("differences are walked with buttons and keys, and open with their tokens", async ({ page }) => {
  await page.goto("/compare?a=drift-render&b=drift-graft");
  const counter = page.getByTestId("difference-count");
  await expect(counter).toContainText("differences");
  await page.getByRole("button", { name: "Next difference" }).click();
  await expect(counter).toContainText("difference 1 of");
  const tokens = page.getByTestId("token-diff");
  await expect(tokens).toContainText("only here");
  await expect(page).toHaveURL(/at=3/);
  await page.keyboard.press("n");
  await expect(counter).toContainText("difference 2 of");
  await page.keyboard.press("p");
  await expect(counter).toContainText("difference 1 of");
  await page.reload();
  await expect(tokens).toContainText("only here");
  await page
    .getByRole("button", { name: /equal message/ })
    .first()
    .click();
  await expect(page.getByRole("link", { name: /careful programmer/ })).toHaveCount(2);
  await page.getByTestId("compared-row").first().getByRole("link").first().click();
  await expect(page).toHaveURL(/\/sessions\/drift-render\?.*node=/);
});

test("both sides are chosen on the page: sessions by search, then branches and policies", async ({
  page,
}) => {
  await page.goto("/compare");
  await expect(page.getByText("Choose what to compare")).toBeVisible();
  for (const [side, session] of [
    ["A", "rewrite-merge"],
    ["B", "rewrite-merge"],
  ] as const) {
    await page.getByRole("button", { name: `Session of side ${side}` }).click();
    await page.getByRole("searchbox", { name: "Find a session" }).fill("rewrite-me");
    await page.getByRole("button", { name: new RegExp(`^${session}`) }).click();
  }
  await expect(page.getByText("Both sides are the same")).toBeVisible();
  await page.getByRole("combobox", { name: "Policy of side A" }).selectOption("slime");
  await page.getByRole("combobox", { name: "Policy of side B" }).selectOption("strict");
  await expect(page).toHaveURL(/pa=slime/);
  await expect(page).toHaveURL(/pb=strict/);
  const dropped = page.getByTestId("figures").getByRole("row", { name: /Dropped tokens/ });
  await expect(dropped).toContainText(/−\d+/);
  await page.getByRole("button", { name: "Swap the two sides" }).click();
  await expect(dropped).toContainText(/\+\d+/);
  await expect(page).toHaveURL(/pa=strict/);
});

test("two branches of one session are aligned on their messages", async ({ page }) => {
  const [na, nb] = await leavesOf(page, "rewrite-fork");
  await page.goto(`/compare?a=rewrite-fork&b=rewrite-fork&na=${na}&nb=${nb}`);
  await expect(page.getByTestId("comparison")).toContainText("1 is changed");
  await expect(page.getByTestId("compared-row").filter({ hasText: "rewritten" })).toHaveCount(1);
  await page.getByRole("combobox", { name: "Branch of side B" }).selectOption("");
  await expect(page).not.toHaveURL(/nb=/);
});

test("what cannot be compared is explained", async ({ page }) => {
  for (const [address, words] of [
    ["/compare?a=drift-render&b=nobody", 'There is no session "nobody"'],
    ["/compare?a=drift-render&b=drift-graft&nb=nothing", 'There is no node "nothing"'],
    ["/compare?a=drift-render&b=drift-render", "Both sides are the same"],
    ["/compare?a=drift-render&b=drift-render&pb=best", 'There is no policy "best"'],
    ["/compare?a=drift-render&b=drift-render&sb=train_once:maybe", 'train_once is "maybe"'],
    ["/compare?a=drift-render&b=drift-render&sb=train_once", '"train_once" is no setting'],
    ["/compare?a=drift-render", "Choose what to compare"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByText(words)).toBeVisible();
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds no serious fault, ${colorScheme}, and nothing is wider than a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/compare?a=drift-render&b=drift-graft&at=3");
    await expect(page.getByTestId("token-diff")).toContainText("only here");
    expect(await seriousFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    const spare = await page.evaluate(() => window.innerWidth - document.documentElement.scrollWidth);
    expect(spare).toBeGreaterThanOrEqual(0);
  });
}
