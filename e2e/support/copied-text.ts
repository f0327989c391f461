import { expect, type Page } from "@playwright/test";

/** What a press puts on the clipboard. The journey's context needs leave to read and write it. */
export async function copiedText(page: Page, press: () => Promise<void>): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await press();
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(read).not.toBe("");
  return read();
}
