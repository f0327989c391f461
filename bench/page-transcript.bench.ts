import { loadavg } from "node:os";
import { agentSession } from "./support/agent-session";
import { startBuiltApp } from "./support/built-app";
import { machineLine, openBrowser, openPage } from "./support/open-browser";
import { percentilesOf } from "./support/percentiles-of";
import { framesDuring, probePage } from "./support/probe-page";
import { turnsJsonl } from "./support/turns-jsonl";

/** What the transcript promises for 5,000 messages and 60 samples: elements of the page, and ms a scrolled frame. */
const LIMITS = { elements: 1_500, frame: 50 };
const MESSAGES = 5_000;
const LEAST_SAMPLES = 60;
const NAME = "generated-transcript";
const OPENING_MS = 300_000;
const WHEELS = 120;
const WHEEL_PX = 160;

function say(what: string, figure: string, measured: number, limit: number): void {
  if (measured > limit) process.exitCode = 1;
  const verdict = measured <= limit ? "ok" : "OVER";
  console.log(`  ${what}: ${figure}, at most ${limit}: ${verdict} (load ${loadavg()[0]?.toFixed(1)})`);
}

/** The transcript of a long session, scrolled by wheel and by leaps in a real browser with software raster. */
async function run(): Promise<void> {
  const app = await startBuiltApp();
  const browser = await openBrowser();
  try {
    console.log(machineLine(browser));
    await app.importSession(await turnsJsonl(agentSession(MESSAGES / 2), NAME));
    const page = await openPage(browser);
    await probePage(page, "[role=treeitem]");
    // The first opening works the whole session out: on a loaded machine that takes longer than a browser waits.
    await page.goto(`${app.url}/sessions/${NAME}`, { timeout: OPENING_MS });
    await page.getByText("live", { exact: true }).waitFor();
    const line = (await page.getByTestId("sample-line").textContent()) ?? "";
    const samples = Number(/([\d,]+) samples/.exec(line)?.[1]?.replace(",", ""));
    console.log(`session of ${line}`);
    if (samples < LEAST_SAMPLES) throw new Error(`The session has ${samples} samples.`);
    const transcript = page.getByTestId("transcript");
    await transcript.evaluate((element) => element.scrollTo(0, 0));
    await transcript.hover();
    const wheel = await framesDuring(page, async () => {
      for (let step = 0; step < WHEELS; step++) await page.mouse.wheel(0, WHEEL_PX);
      await page.waitForTimeout(300);
    });
    let most = 0;
    const leaps = await framesDuring(page, async () => {
      for (let step = 1; step <= 40; step++) {
        await transcript.evaluate((element, share) => {
          element.scrollTop = element.scrollHeight * share;
        }, step / 40);
        await page.waitForTimeout(60);
        if (step % 10 === 0) most = Math.max(most, await page.locator("body *").count());
      }
    });
    for (const [what, frames] of [
      ["frame while scrolled by wheel", wheel],
      ["frame while scrolled by leaps", leaps],
    ] as const) {
      const { p50, p95, worst } = percentilesOf(frames);
      const figure = `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`;
      say(what, figure, p95, LIMITS.frame);
    }
    say("elements of the page", String(most), most, LIMITS.elements);
  } finally {
    await browser.close();
    await app.close();
  }
}

await run();
