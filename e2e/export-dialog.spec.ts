import { gunzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { copiedText } from "./support/copied-text";
import { downloadFromDialog } from "./support/download-samples";
import { test } from "./support/journey";

test("the export of what is shown: previewed, summed up, downloaded as promised", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/sessions/rewrite-fork?policy=slime&ft=0");
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  await page.keyboard.press("E");
  const dialog = page.getByRole("dialog", { name: "Export rewrite-fork" });
  await expect(dialog).toContainText("slime, fork_threshold_tokens 0");
  await expect(dialog.getByTestId("export-summary")).toContainText("2 samples, 2 lines");
  await expect(dialog.getByRole("region", { name: "First line" })).toContainText('"loss_mask": [');
  const copy = () => dialog.getByRole("button", { name: "Copy as curl" }).click();
  expect(await copiedText(page, copy)).toMatch(
    /^curl -fsS 'http.*samples\.jsonl\?policy=slime&fork_threshold_tokens=0&format=slime' -o rewrite-fork\.slime-fork_threshold_tokens-0\.r\d+\.slime\.jsonl\necho '[0-9a-f]{64} /,
  );
  const plain = await downloadFromDialog(page);
  expect(plain.bytes.toString().trim().split("\n")).toHaveLength(2);

  await dialog.getByRole("checkbox", { name: /Compress/ }).check();
  await expect(dialog.getByTestId("export-digest")).not.toHaveText(plain.sha256);
  const packed = await downloadFromDialog(page);
  expect(packed.name).toMatch(/^rewrite-fork\.slime-fork_threshold_tokens-0\.r\d+\.slime\.jsonl\.gz$/);
  expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
});

test("every format: its file is what the dialog says, or the dialog says why there is none", async ({
  page,
}) => {
  await page.goto("/sessions/linear");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export linear" });
  for (const format of [
    "verl",
    "AReaL",
    "TRL",
    "prime-rl",
    "SkyRL",
    "Tinker",
    "ATIF (Harbor)",
    "Chat messages",
    "Raw recording",
  ]) {
    await dialog.getByRole("radio", { name: format }).check();
    await expect(dialog.getByTestId("export-summary").or(dialog.getByRole("alert"))).toBeVisible();
    if (await dialog.getByRole("alert").isVisible()) continue;
    await downloadFromDialog(page);
  }
});

test("a session that yields nothing, and one that lacks what a format needs, say so", async ({
  page,
  request,
}) => {
  await request.post("/api/sessions", { data: { id: "nothing-yet" } });
  await page.goto("/sessions/nothing-yet");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export nothing-yet" });
  await expect(dialog.getByRole("status")).toContainText("Nothing to download: The session has no turns.");
  await expect(dialog.getByRole("link", { name: "Download" })).toHaveAttribute("aria-disabled", "true");
});

test("routed experts are asked for where lines can carry them, and their absence is said", async ({
  page,
}) => {
  await page.goto("/sessions/linear");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export linear" });
  const layers = dialog.getByRole("spinbutton", { name: "Layers with routed experts" });
  await layers.fill("48");
  await expect(dialog.getByRole("alert")).toContainText(
    'Session "linear" has no experts of token 0 of sample',
  );
  await dialog.getByRole("radio", { name: "TRL" }).check();
  await expect(layers).toHaveCount(0);
  await dialog.getByRole("radio", { name: "verl" }).check();
  await layers.fill("");
  await expect(dialog.getByTestId("export-summary")).toContainText("1 sample");
});

test("from the list: the samples of the sessions that the filter leaves", async ({ page }) => {
  await page.goto("/sessions?q=id:rewrite");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: /^Export the sessions with id:rewrite/ });
  for (const name of ["Open sessions", "Without a reward"])
    await dialog.getByRole("checkbox", { name }).check();
  await expect(dialog.getByTestId("export-summary")).toContainText(/2 sessions, \d+ samples/);
  const { name, bytes } = await downloadFromDialog(page);
  expect(name).toMatch(/^sessions-id-rewrite\.own-policies\.r\d+\.slime\.jsonl$/);
  expect(bytes.toString()).toContain('"session":"rewrite-merge"');
});

test("a set says what stays out, and takes it when it is asked for", async ({ page }) => {
  await page.goto("/sessions");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export all sessions" });
  const mixture = dialog.getByRole("note");
  await expect(mixture).toContainText(/Kept out of \d+ sessions: .*\d still recorded/);
  await dialog.getByRole("checkbox", { name: "Open sessions" }).check();
  await expect(mixture).toContainText(/still recorded: a later export holds more/);
});

test("a set says which policies it mixes, and is exported under one policy", async ({ page }) => {
  await page.goto("/sessions?q=id:drift");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: /^Export the sessions with id:drift/ });
  const mixture = dialog.getByRole("note");
  await expect(mixture).toContainText(/made under 2 policies: .*strict \(\d sessions\)/);
  await dialog.getByRole("combobox", { name: "Policy" }).selectOption("strict");
  await expect(mixture).toHaveCount(0);
  const { name, bytes } = await downloadFromDialog(page);
  expect(name).toMatch(/^sessions-id-drift\.strict\.r\d+\.slime\.jsonl$/);
  const policies = bytes.toString().match(/"policy":\{"name":"[^"]*"/g) ?? [];
  expect(new Set(policies).size).toBeLessThanOrEqual(1);
});

test("an export is compressed on the way for a client that accepts it, with the same bytes", async ({
  request,
}) => {
  for (const file of ["turns.jsonl", "samples.jsonl"]) {
    const url = `/api/sessions/rewrite-fork/${file}`;
    const packed = await request.get(url, { headers: { "accept-encoding": "gzip" } });
    const plain = await request.get(url, { headers: { "accept-encoding": "identity" } });
    expect(packed.headers()["content-encoding"]).toBe("gzip");
    expect(plain.headers()["content-encoding"]).toBeUndefined();
    expect(await packed.text()).toBe(await plain.text());
    expect((await plain.text()).length).toBeGreaterThan(1000);
  }
});
