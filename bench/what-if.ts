import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { BUILT_IN_POLICIES } from "@/lib/core/policies";
import { makeSession } from "./support/make-session";
import { machineLine, openBrowser } from "./support/open-browser";
import { turnsJsonl } from "./support/turns-jsonl";
import type { WhatIf } from "./support/what-if-page";

const LIMIT_MS = 50;
const RUNS = 40;

declare global {
  var whatIf: WhatIf;
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
];

/** What a change of policy or threshold costs on the session page, in a real browser. */
async function run(): Promise<void> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await pageScript() });
    console.log(machineLine(browser));
    for (const { what, driftEvery } of SESSIONS) {
      const session = makeSession({ turns: 2_500, tokens: 200_000, branchEvery: 100, driftEvery });
      const text = await turnsJsonl(session);
      const readMs = await page.evaluate((lines) => globalThis.whatIf.read(lines), text);
      const size = (text.length / 1e6).toFixed(1);
      console.log(`${what}: turns.jsonl of ${size} MB, read once per page: ${readMs.toFixed(0)} ms`);
      for (const name of Object.keys(BUILT_IN_POLICIES)) {
        for (const threshold of [16, 1024]) await measure(page, name, threshold);
      }
    }
  } finally {
    await browser.close();
  }
}

async function measure(page: Page, name: string, threshold: number): Promise<void> {
  const { times, nodes, samples } = await page.evaluate(
    (asked) => globalThis.whatIf.choose(asked.name, asked.threshold, asked.runs),
    { name, threshold, runs: RUNS },
  );
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(RUNS * share)] ?? Number.NaN;
  const figures = `first ${(times[0] ?? 0).toFixed(1)} ms, least ${at(0).toFixed(1)} ms, p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms`;
  const verdict = at(0.95) <= LIMIT_MS ? "ok" : "OVER";
  if (at(0.95) > LIMIT_MS) process.exitCode = 1;
  console.log(
    `  ${nodes} nodes, 200,000 tokens, ${name} at ${threshold}, ${samples} samples: ${figures}, limit: p95 ${LIMIT_MS} ms: ${verdict}`,
  );
}

await run();
