import { cpus, loadavg } from "node:os";
import { type Browser, chromium, type Page } from "@playwright/test";

/** The browser that the page benchmarks run in: software raster, as on a machine without a graphics card. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.TURNTREE_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}

/** Where the figures were taken. */
export function machineLine(browser: Browser): string {
  const processor = `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`;
  return `${processor}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}, Chromium ${browser.version()}`;
}

/** A page of the usual size. */
export async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // What runs TypeScript here names every function by a helper that the page does not have.
  await page.addInitScript({ content: "globalThis.__name = (named) => named;" });
  return page;
}
