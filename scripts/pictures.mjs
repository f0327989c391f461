import { spawn } from "node:child_process";
import { mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "./setup/ensure-browser.mjs";
import { main } from "./setup/main.mjs";
import { PICTURES, PICTURES_OF_DOCS, SIZES } from "./setup/pictures-taken.mjs";

/*
 * Records the demo into a database of its own and takes pictures of its pages, each at three sizes, light and dark, into
 * test-results/pictures. With --docs it takes those that the docs show, into docs/.
 */
const PORT = process.env.PORT || "4347";
const URL_OF_SERVER = `http://127.0.0.1:${PORT}`;
const DATABASE = "test-results/pictures.db";
const FOLDER = "test-results/pictures";
/** For the slowest machine. */
const PATIENCE_MS = 300_000;
/** The docs travel with every clone. */
const MOST_BYTES = 300_000;

await main(async () => {
  mkdirSync(FOLDER, { recursive: true });
  rmSync(DATABASE, { force: true });
  const env = { ...process.env, PORT, DATABASE_URL: `file:./${DATABASE}` };
  const demo = spawn(process.execPath, ["scripts/demo.mjs"], { env, stdio: ["ignore", "inherit", "pipe"] });
  const ended = new Promise((resolve) => demo.on("close", resolve));
  try {
    await untilRecorded(demo);
    const browser = await chromium.launch({ executablePath: (await ensureBrowser()) ?? undefined });
    try {
      return process.argv.includes("--docs") ? await takeDocs(browser) : await takeAll(browser);
    } finally {
      await browser.close();
    }
  } finally {
    demo.kill("SIGTERM");
    await ended;
  }
});

/** Waits for the demo's own word that it is recorded. */
function untilRecorded(demo) {
  return new Promise((resolve, reject) => {
    demo.stderr.on("data", (told) => {
      process.stderr.write(told);
      if (String(told).includes("The demo is on")) resolve();
    });
    demo.on("close", () => reject(new Error("The demo ended before it was recorded.")));
  });
}

async function takeAll(browser) {
  for (const [name, address] of Object.entries(PICTURES)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of ["light", "dark"]) {
        const file = path.join(FOLDER, `${name}-${size}-${colorScheme}.png`);
        await take(browser, { address, viewport, colorScheme, file });
      }
    }
  }
  return 0;
}

async function takeDocs(browser) {
  let isFine = true;
  for (const { file, address, viewport } of PICTURES_OF_DOCS) {
    await take(browser, { address, viewport, colorScheme: "light", file });
    if (statSync(file).size <= MOST_BYTES) continue;
    process.stderr.write(`${file} has more than ${MOST_BYTES} bytes.\n`);
    isFine = false;
  }
  return isFine ? 0 : 1;
}

/** Takes a page as it stands once it takes presses, nothing on it is read any more, and it hears what is new. */
async function take(browser, { address, viewport, colorScheme, file }) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(URL_OF_SERVER + address);
    await page.locator("html[data-ready]").waitFor({ state: "attached" });
    await page.waitForFunction(
      () => document.querySelector('[aria-busy=true], [aria-label^="Loading"]') === null,
    );
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: file });
    process.stdout.write(`${file}\n`);
  } finally {
    await context.close();
  }
}
