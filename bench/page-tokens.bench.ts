import type { Page } from "@playwright/test";
import { formatCount } from "@/lib/core/base/format-count";
import { decodeTokenColumns } from "@/lib/core/tokens/token-columns";
import { startBuiltApp } from "./support/built-app";
import { makeSession } from "./support/make-session";
import { machineLine, openBrowser, openPage } from "./support/open-browser";
import { textIds } from "./support/text-ids";
import { turnsJsonl } from "./support/turns-jsonl";

const TOKENS = 200_000;
const TURNS = 400;
const ROUNDS = 7;
/** After which the page has nothing more to fetch. */
const SETTLE_MS = 1_500;
const LIMITS = { firstPaint: 150, overlay: 60, domNodes: 1_500, scrollFrame: 50 };

declare global {
  /** Times of the page's own clock, in ms; 0 until they have come. */
  var marks: { click: number; paint: number; whole: number };
}

/** What one opening of the sample took. Times in ms from the click. */
interface Opening {
  /** Until the first lines were painted. */
  readonly paint: number;
  /** Of that, until the bytes that it needed had arrived: network and server. */
  readonly read: number;
  /** Until the whole sample was laid out: its find, minimap and end. */
  readonly whole: number;
}

/** Sessions whose only sample has 200,000 tokens: real text, and the worst case, where nearly every id is new. */
async function sessions() {
  const shape = { turns: TURNS, tokens: TOKENS, branchEvery: 0, driftEvery: 0 };
  return [
    { id: "text", what: "real text", recording: makeSession({ ...shape, ids: await textIds(TOKENS) }) },
    { id: "any-ids", what: "ids at random, 110,000 different ones", recording: makeSession(shape) },
  ];
}

async function run(): Promise<void> {
  const app = await startBuiltApp();
  const browser = await openBrowser();
  try {
    console.log(machineLine(browser));
    for (const { id, what, recording } of await sessions()) {
      await app.importSession(await turnsJsonl(recording, id));
      console.log(`${what}: 1 sample of ${formatCount(TOKENS)} tokens, ${TURNS} turns`);
      const openings: Opening[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const page = await openPage(browser);
        await page.goto(`${app.url}/sessions/${id}`);
        await page.getByText("live", { exact: true }).waitFor();
        await page.waitForTimeout(SETTLE_MS);
        openings.push(await open(page));
        if (round === ROUNDS - 1) await measureOpen(page);
        await page.close();
      }
      await measurePayload(await openPage(browser), app.url, id);
      report(
        "first paint from the click",
        openings.map(({ paint }) => paint),
        LIMITS.firstPaint,
      );
      report(
        "  of that network and server",
        openings.map(({ read }) => read),
      );
      report(
        "  until all of it is laid out",
        openings.map(({ whole }) => whole),
      );
    }
  } finally {
    await browser.close();
    await app.close();
  }
}

/** Opens the sample with a click and waits for its lines, all measured by the page's own clock. */
async function open(page: Page): Promise<Opening> {
  const row = page.getByTestId("ribbon").getByRole("button").first();
  await row.waitFor();
  await page.evaluate(() => {
    const marks = { click: 0, paint: 0, whole: 0 };
    Object.assign(globalThis, { marks });
    document.addEventListener("click", () => (marks.click ||= performance.now()), { capture: true });
    const look = (): void => {
      const pane = document.querySelector("[data-testid=token-pane]");
      if (!marks.paint && pane?.querySelector("[data-from]")) {
        // A frame is painted after its callbacks; what is queued then runs after the paint.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => (marks.paint ||= performance.now());
        channel.port2.postMessage(null);
      }
      if (pane?.getAttribute("aria-busy") === "false") marks.whole ||= performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await row.click();
  await page.waitForFunction(() => globalThis.marks.paint > 0 && globalThis.marks.whole > 0);
  return page.evaluate(() => {
    const { click, paint, whole } = globalThis.marks;
    const reads = performance
      .getEntriesByType("resource")
      .filter(
        (entry) => /\/(tokens|pieces)(\?|$)/.test(entry.name) && entry instanceof PerformanceResourceTiming,
      )
      .map((entry) => entry.startTime + entry.duration)
      .filter((end) => end > click && end <= paint);
    return {
      paint: paint - click,
      whole: whole - click,
      read: reads.length ? Math.max(...reads) - click : 0,
    };
  });
}

/** Switches overlays and scrolls, on a page whose sample is open. */
async function measureOpen(page: Page): Promise<void> {
  report("overlay switch", await switchOverlays(page), LIMITS.overlay);
  report("a frame while scrolling", await scrollFrames(page), LIMITS.scrollFrame);
  const nodes = await page.getByTestId("token-pane").evaluate((pane) => pane.querySelectorAll("*").length);
  line(
    "DOM nodes of the pane",
    `${nodes}`,
    nodes <= LIMITS.domNodes ? `at most ${LIMITS.domNodes}: ok` : "OVER",
  );
}

async function switchOverlays(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const painted = (): Promise<void> =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve();
          channel.port2.postMessage(null);
        });
      });
    const times: number[] = [];
    for (let round = 0; round < 20; round++) {
      const name = round % 2 === 0 ? "Log-prob" : "Mask";
      const buttons = Array.from(document.querySelectorAll("[data-testid=token-pane] button"));
      const button = buttons.find((candidate) => candidate.textContent === name);
      if (!(button instanceof HTMLElement)) throw new Error(`There is no button ${name}.`);
      await painted();
      const start = performance.now();
      button.click();
      while (button.getAttribute("aria-pressed") !== "true") await new Promise(requestAnimationFrame);
      await painted();
      times.push(performance.now() - start);
    }
    return times;
  });
}

async function scrollFrames(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const scroller = document.querySelector("[data-testid=token-lines]");
    if (!scroller) throw new Error("The pane has no lines.");
    const times: number[] = [];
    let last = performance.now();
    for (let frame = 0; frame < 120; frame++) {
      // Most of it at the speed of a wheel, now and then a jump.
      scroller.scrollTop += frame % 20 === 19 ? 40_000 : 240;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times;
  });
}

/** Bytes of the columns as the server sends them, beside what the layout promises. */
async function measurePayload(page: Page, app: string, id: string): Promise<void> {
  const response = await page.request.get(`${app}/api/sessions/${id}/samples/0/tokens`);
  const columns = decodeTokenColumns(new Uint8Array(await response.body()));
  const sampled = columns.sampled.reduce((sum, flag) => sum + flag, 0);
  const bytes = (await response.body()).length;
  const promised = 5 * (columns.ids.length - sampled) + 13 * sampled;
  const header = bytes - promised;
  line(
    "payload",
    `${formatCount(bytes)} bytes`,
    `5 a context token, 13 a sampled one, ${formatCount(header)} of header`,
  );
}

function report(name: string, times: readonly number[], limit?: number): void {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  const verdict = limit === undefined ? "" : `at most ${limit} ms: ${at(0.5) <= limit ? "ok" : "OVER"}`;
  if (limit !== undefined && at(0.5) > limit) process.exitCode = 1;
  line(
    name,
    `p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms, worst ${at(1).toFixed(0)} ms`,
    verdict,
  );
}

function line(name: string, figure: string, verdict: string): void {
  console.log(`  ${name}: ${figure}${verdict && `, ${verdict}`}`);
}

await run();
