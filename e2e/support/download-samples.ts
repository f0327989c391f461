import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";

/** A sample as slime's format writes it. */
export interface SampleLine {
  readonly tokens: readonly number[];
  readonly response_length: number;
  readonly loss_mask: readonly number[];
  readonly rollout_log_probs: readonly number[];
}

/** A file as the page's export dialog gives it, and the digest that the dialog said it would have. */
export interface DownloadedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Downloads what the open export dialog offers, and sees that it is what the dialog said. */
export async function downloadFromDialog(page: Page): Promise<DownloadedFile> {
  const dialog = page.getByRole("dialog", { name: /^Export/ });
  const promised = (await dialog.getByTestId("export-digest").textContent()) ?? "";
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("link", { name: "Download" }).click();
  const download = await downloading;
  const bytes = await readFile(await download.path());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(sha256).toBe(promised);
  return { name: download.suggestedFilename(), bytes, sha256 };
}

/** Downloads the samples of the session shown, under the policy shown. */
export async function downloadSamples(page: Page): Promise<readonly SampleLine[]> {
  await page.getByRole("button", { name: "Export" }).click();
  const { bytes } = await downloadFromDialog(page);
  await page.keyboard.press("Escape");
  return bytes
    .toString()
    .trim()
    .split("\n")
    .map((line): SampleLine => JSON.parse(line));
}
