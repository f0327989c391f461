import { existsSync } from "node:fs";
import { runCommand } from "./run-command.mjs";
import { step } from "./step.mjs";

const KNOWN_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A browser for the journeys: one that is there, else Playwright's own, else Debian's package when root.
 * Returns the path of its program, or null when Playwright finds its own. Throws when none can be had.
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found !== null) return found;
  if (await playwrightBrowserExists()) return null;
  try {
    await step("Downloading a browser", () =>
      runCommand("npx", ["--no-install", "playwright", "install", "chromium"]),
    );
    return null;
  } catch {
    return installDebianChromium();
  }
}

function findBrowser() {
  const named = process.env.TURNTREE_CHROMIUM;
  return [named, ...KNOWN_PLACES].find((place) => place !== undefined && existsSync(place)) ?? null;
}

async function playwrightBrowserExists() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath());
}

async function installDebianChromium() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(
      "No browser for the journeys: install Chromium or Chrome, or set TURNTREE_CHROMIUM to its path.",
    );
  }
  await step("Installing Chromium", async () => {
    await runCommand("apt-get", ["update", "-qq"]);
    await runCommand("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]);
  });
  const found = findBrowser();
  if (found === null) throw new Error("Chromium was installed but its program was not found.");
  return found;
}
