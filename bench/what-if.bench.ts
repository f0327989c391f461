import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { makeSession } from "./support/make-session";
import { machineLine, openBrowser, openPage } from "./support/open-browser";
import { turnsJsonl } from "./support/turns-jsonl";
import type { WhatIfProbe } from "./support/what-if-page";

const LIMIT_MS = 50;
const RUNS = 40;

declare global {
  var whatIf: WhatIfProbe;
}

async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./support/what-if-page.ts", import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2023",
  });
  return outputFiles[0]?.text ?? "";
}

/** The sessions measured. Where a prompt drifts, `strict` and `areal-concat` give a sample of its own to each drift. */
const SESSIONS = [
  { what: "25 branches", driftEvery: 0 },
  { what: "25 branches, a drift every 100 turns", driftEvery: 101 },
  { what: "25 branches, a drift every 7 turns", driftEvery: 7 },
];

/** What a change of policy or threshold costs on the session page, in a real browser. */
async function run(): Promise<void> {
  const browser = await openBrowser();
  try {
    console.log(machineLine(browser));
    for (const { what, driftEvery } of SESSIONS) {
      const page = await openPage(browser);
      await page.addScriptTag({ content: await pageScript() });
      const session = makeSession({ turns: 2_500, tokens: 200_000, branchEvery: 100, driftEvery });
      const text = await turnsJsonl(session);
      const { whole, longest } = await page.evaluate((lines) => globalThis.whatIf.read(lines), text);
      const size = (text.length / 1e6).toFixed(1);
      console.log(
        `${what}: turns.jsonl of ${size} MB, read once per page: ${whole.toFixed(0)} ms, of which the page waits at most ${longest.toFixed(0)} ms at a time, ${verdict(longest)}`,
      );
      // As on the page, which compares the policies at leisure before anything is tried.
      for (const name of Object.keys(BUILT_IN_POLICIES)) {
        const { times } = await choose(page, name, 1024, 1);
        console.log(`  ${name} for the table of policies, once: ${(times[0] ?? 0).toFixed(1)} ms`);
      }
      for (const name of Object.keys(BUILT_IN_POLICIES)) {
        for (const threshold of [16, 1024]) await measure(page, name, threshold);
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

function choose(page: Page, name: string, threshold: number, runs: number) {
  return page.evaluate((asked) => globalThis.whatIf.choose(asked.name, asked.threshold, asked.runs), {
    name,
    threshold,
    runs,
  });
}

function verdict(ms: number): string {
  if (ms > LIMIT_MS) process.exitCode = 1;
  return `limit ${LIMIT_MS} ms: ${ms <= LIMIT_MS ? "ok" : "OVER"}`;
}

async function measure(page: Page, name: string, threshold: number): Promise<void> {
  const { times, nodes, samples } = await choose(page, name, threshold, RUNS);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(RUNS * share)] ?? Number.NaN;
  const figures = `first ${(times[0] ?? 0).toFixed(1)} ms, least ${at(0).toFixed(1)} ms, p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms`;
  console.log(
    `  ${nodes} nodes, 200,000 tokens, ${name} at ${threshold}, ${samples} samples: ${figures}, p95 ${verdict(at(0.95))}`,
  );
}

await run();
