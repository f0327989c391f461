import { loadavg } from "node:os";
import type { Browser, Page } from "@playwright/test";
import { agentSession } from "./support/agent-session";
import { startBuiltApp } from "./support/built-app";
import { machineLine, openBrowser, openPage } from "./support/open-browser";
import { percentilesOf } from "./support/percentiles-of";
import { framesDuring, probePage } from "./support/probe-page";
import { turnsJsonl } from "./support/turns-jsonl";
import { watchScripts } from "./support/watch-scripts";

/** What the page promises for a session of 5,000 nodes: ms, elements, and bytes. */
const LIMITS = { open: 400, dom: 250, pan: 50, live: 500, scripts: 300 * 1024 };
/** Nodes of the sessions, and how often each is opened. Only the first has limits. */
const SESSIONS = [
  { nodes: 5_000, runs: 9 },
  { nodes: 20_000, runs: 5 },
  { nodes: 50_000, runs: 3 },
] as const;
const CARD = "[data-testid=tree] [data-card]";
const PAN_STEPS = 90;
/** `TURNTREE_BENCH_NODES=5000` measures the first session alone. */
const MOST_NODES = Number(process.env.TURNTREE_BENCH_NODES ?? Number.POSITIVE_INFINITY);

type Session = (typeof SESSIONS)[number];

const nameOf = ({ nodes }: Session): string => `generated-${nodes}`;

function say(what: string, figure: string, limit: number | null, measured: number): void {
  const verdict = limit === null ? "no limit" : measured <= limit ? "ok" : "OVER";
  if (verdict === "OVER") process.exitCode = 1;
  const load = loadavg()[0]?.toFixed(1);
  console.log(`  ${what}: ${figure}${limit === null ? "" : `, at most ${limit}`}: ${verdict} (load ${load})`);
}

function sayTimes(what: string, times: readonly number[], limit: number | null): void {
  const { p50, p95 } = percentilesOf(times);
  say(what, `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms over ${times.length}`, limit, p95);
}

async function shownAt(page: Page): Promise<number> {
  await page.waitForFunction(() => globalThis.pageProbe?.shown !== null, undefined, { polling: 50 });
  return page.evaluate(() => globalThis.pageProbe.shown ?? Number.NaN);
}

/** A page of a browser that has been nowhere yet: nothing is cached. */
async function coldPage<Answer>(browser: Browser, use: (page: Page) => Promise<Answer>): Promise<Answer> {
  const page = await openPage(browser);
  await probePage(page, CARD);
  try {
    return await use(page);
  } finally {
    await page.close();
  }
}

async function measureOpening(browser: Browser, url: string, session: Session): Promise<void> {
  const limit = session.nodes === SESSIONS[0].nodes ? LIMITS.open : null;
  const cold: number[] = [];
  const soft: number[] = [];
  for (let run = 0; run < session.runs; run++) {
    await coldPage(browser, async (page) => {
      await page.goto(`${url}/sessions/${nameOf(session)}`, { waitUntil: "commit" });
      cold.push(await shownAt(page));
    });
    await coldPage(browser, async (page) => {
      await page.goto(`${url}/sessions`, { waitUntil: "networkidle" });
      await page.getByRole("link", { name: nameOf(session), exact: true }).click();
      const shown = await shownAt(page);
      soft.push(shown - (await page.evaluate(() => globalThis.pageProbe.clicked ?? Number.NaN)));
    });
  }
  // The first is the one that the server has not worked out yet.
  say("opened for the first time since the server's start", `${cold[0]?.toFixed(0)} ms`, null, 0);
  sayTimes("tree on screen, cold load", cold.slice(1), limit);
  sayTimes("tree on screen, from a click in the list", soft, limit);
}

async function measureMoving(browser: Browser, url: string, session: Session): Promise<void> {
  const isFirst = session.nodes === SESSIONS[0].nodes;
  await coldPage(browser, async (page) => {
    const scripts = watchScripts(page);
    await page.goto(`${url}/sessions/${nameOf(session)}`, { waitUntil: "commit" });
    await page.locator("[data-testid=lanes], [data-testid=tree] .react-flow__node").first().waitFor();
    const movable = await page.evaluate(() => performance.now());
    say("tree can be moved", `${movable.toFixed(0)} ms`, null, movable);
    const { files, gzipped } = await scripts();
    const kilobytes = `${(gzipped / 1024).toFixed(0)} KB gzipped in ${files} files, by then`;
    say("JavaScript", kilobytes, isFirst ? LIMITS.scripts : null, gzipped);
    // The whole stands as lanes; cards are what takes elements.
    await page.keyboard.press("0");
    await page.locator("[data-testid=tree] .react-flow__node .tree-foot").first().waitFor();
    const elements = await page.locator("[data-testid=tree] *").count();
    say("elements of the tree", String(elements), isFirst ? LIMITS.dom : null, elements);
    const box = await page.locator("[data-testid=tree]").boundingBox();
    if (!box) throw new Error("The tree has no place on screen.");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const drag = await framesDuring(page, async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let step = 0; step < PAN_STEPS; step++) {
        const swing = Math.sin((step / PAN_STEPS) * 2 * Math.PI);
        await page.mouse.move(x - step * 3, y + swing * 150);
      }
      await page.mouse.up();
    });
    const pan = percentilesOf(drag);
    say(
      "frame while dragged",
      `p50 ${pan.p50.toFixed(0)} ms, p95 ${pan.p95.toFixed(0)} ms, worst ${pan.worst.toFixed(0)} ms`,
      isFirst ? LIMITS.pan : null,
      pan.p95,
    );
    const zoom = percentilesOf(
      await framesDuring(page, async () => {
        await page.keyboard.down("Control");
        for (let step = 0; step < 40; step++) await page.mouse.wheel(0, step < 25 ? 120 : -120);
        await page.keyboard.up("Control");
        await page.waitForTimeout(200);
      }),
    );
    say(
      "frame while zoomed out and in",
      `p50 ${zoom.p50.toFixed(0)} ms, p95 ${zoom.p95.toFixed(0)} ms, worst ${zoom.worst.toFixed(0)} ms`,
      null,
      zoom.p95,
    );
  });
}

/** A call of a new sub-agent, recorded while the page is open. */
async function measureLive(browser: Browser, url: string, session: Session): Promise<void> {
  const times: number[] = [];
  await coldPage(browser, async (page) => {
    await page.goto(`${url}/sessions/${nameOf(session)}`);
    await page.getByText("live", { exact: true }).waitFor();
    for (let run = 0; run < session.runs; run++) {
      const before = await page.getByTestId("turn-count").textContent();
      const changed = page.evaluate(
        (text) =>
          new Promise<number>((resolve) => {
            const look = (): void => {
              const now = document.querySelector("[data-testid=turn-count]")?.textContent;
              if (now !== text) requestAnimationFrame(() => resolve(Date.now()));
              else requestAnimationFrame(look);
            };
            look();
          }),
        before,
      );
      const reply = await fetch(`${url}/s/${nameOf(session)}/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify({
          messages: [{ role: "user", content: `Look at file ${run} of ${Date.now()}.` }],
        }),
      });
      await reply.text();
      const recorded = Date.now();
      if (!reply.ok) throw new Error(`The recorder answered ${reply.status}.`);
      times.push((await changed) - recorded);
    }
  });
  sayTimes("turn recorded → on screen", times, session.nodes === SESSIONS[0].nodes ? LIMITS.live : null);
}

/** The session page as it is built and served, in a real browser with software raster. */
async function run(): Promise<void> {
  // The longest session is more than a request may usually bring.
  process.env.TURNTREE_BODY_LIMIT_MB = "4096";
  const app = await startBuiltApp();
  const browser = await openBrowser();
  try {
    console.log(machineLine(browser));
    for (const session of SESSIONS) {
      if (session.nodes > MOST_NODES) continue;
      console.log(`session of ${session.nodes} nodes`);
      const recording = agentSession(session.nodes / 2);
      await app.importSession(await turnsJsonl(recording, nameOf(session), "open"));
      await measureOpening(browser, app.url, session);
      await measureMoving(browser, app.url, session);
      await measureLive(browser, app.url, session);
    }
  } finally {
    await browser.close();
    await app.close();
  }
}

await run();
