import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { startTurntree } from "@/e2e/clients/start-turntree";
import { checkFault } from "@/engines/faults/check-fault";
import { INTERRUPTION_FAULTS } from "@/engines/faults/interruption-faults";
import { LAST_FAULTS, LIVE_FAULTS, type LiveFault, LOADING_FAULT } from "@/engines/faults/live-faults";
import { RESTART_FAULTS, TOKENIZER_FAULT } from "@/engines/faults/restart-faults";
import { checkEngineTemplate } from "@/engines/templates/check-engine-template";
import { checkTemplates } from "@/engines/templates/check-templates";
import { startWireTap } from "@/engines/wire/wire-tap";
import { errorMessage } from "@/lib/core/base/error-message";
import { checkClients } from "./check-clients";
import { checkEvidence } from "./check-evidence";
import { checkGrammars } from "./check-grammars";
import { checkPassthrough } from "./check-passthrough";
import type { CheckReport, FaultReport, StartReport } from "./check-report";
import { checkRescoring } from "./check-rescoring";
import { checkSentinel } from "./check-sentinel";
import type { EngineStart } from "./engine-starts";
import type { InstalledEngine } from "./install-engines";
import type { LiveBench } from "./live-bench";
import { startLiveEngine } from "./live-engine";
import { probeCapabilities } from "./probe-capabilities";
import { probeChatRoute } from "./probe-chat-route";

type Check = (bench: LiveBench) => Promise<CheckReport>;

const CHECKS: readonly Check[] = [
  ...[checkClients, checkSentinel, checkRescoring, checkEvidence, checkGrammars],
  ...[checkTemplates, checkEngineTemplate],
];

/** How a start is run. */
export interface RunOptions {
  /** Seconds that the installation took. */
  readonly installSeconds: number;
  /** Whether everything is proven, for which the usual engines are started anew; else what `.ci/run` has the time for. */
  readonly isWhole: boolean;
  /** Runs only what has one of these words, in small letters, in its name; null: all. */
  readonly words: readonly string[] | null;
}

/**
 * Starts an engine, puts a built Turntree before it and runs every check. Nothing of it runs on afterwards, whatever
 * happens.
 */
export async function runStart(
  start: EngineStart,
  installed: InstalledEngine,
  options: RunOptions,
): Promise<StartReport> {
  const began = Date.now();
  const folder = await mkdtemp(path.join(tmpdir(), "turntree-engines-"));
  const port = await freePort();
  const servedName = `tiny-${start.model}`;
  let engine = await startLiveEngine(start, installed, { port, servedName });
  const tap = await startWireTap(engine.url);
  const before = async (name: string, settings: Readonly<Record<string, string>>) => {
    const databaseUrl = `file:${path.join(folder, `${name}.db`)}`;
    const server = await startTurntree(await freePort(), {
      DATABASE_URL: databaseUrl,
      TURNTREE_ENGINE: start.engine,
      TURNTREE_ENGINE_URL: tap.url,
      ...settings,
    });
    return { server, databaseUrl };
  };
  try {
    const { server, databaseUrl } = await before("turntree", {
      // An engine that does not come back is waited for no longer.
      TURNTREE_ABORT_WAIT_S: "10",
      // As many turns either way.
      TURNTREE_SENTINEL: options.isWhole ? "0.5" : "1",
    });
    let others = 0;
    try {
      const bench: LiveBench = {
        ...{
          start,
          isWhole: options.isWhole,
          turntree: server.url,
          databaseUrl,
          engine: engine.url,
          tap,
          servedName,
        },
        killEngine: () => engine.kill(),
        holdEngine: (isHeld) => engine.hold(isHeld),
        async restartEngine(how) {
          await engine.kill();
          engine = await startLiveEngine(start, installed, { port, ...how });
          await engine.ready();
        },
        async withTurntree(settings, work) {
          const other = await before(`other-${++others}`, settings);
          try {
            return await work({ ...bench, turntree: other.server.url, databaseUrl: other.databaseUrl });
          } finally {
            await other.server.stop();
          }
        },
      };
      return await playAll(bench, () => engine.ready(), { ...options, began });
    } finally {
      await server.stop();
    }
  } finally {
    await engine.kill();
    await tap.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param ready waits until the engine is, and says how many seconds that took. */
async function playAll(
  bench: LiveBench,
  ready: () => Promise<number>,
  options: RunOptions & { readonly began: number },
): Promise<StartReport> {
  const { start } = bench;
  const { words } = options;
  const isChosen = ({ name }: { readonly name: string }) =>
    words === null || words.some((word) => name.toLowerCase().includes(word));
  const faults: FaultReport[] = [];
  for (const fault of [LOADING_FAULT].filter(isChosen)) faults.push(await playFault(bench, fault));
  const startSeconds = await ready();
  say(start, `ready after ${Math.round(startSeconds)} s`);
  const version = await versionOf(bench);
  const checks: CheckReport[] = [];
  for (const check of checksOf(start, options).filter(isChosen)) checks.push(await attempt(bench, check));
  const capabilities =
    words === null ? [...(await probeCapabilities(bench)), ...(await probeChatRoute(bench))] : [];
  for (const { capability, route, answer } of capabilities) say(start, `${route}: ${capability}: ${answer}`);
  for (const fault of faultsOf(start, options).filter(isChosen)) faults.push(await playFault(bench, fault));
  return {
    ...{ id: start.id, words: start.words, version, checks, faults, capabilities },
    seconds: {
      ...{ install: options.installSeconds, start: startSeconds },
      all: (Date.now() - options.began) / 1000,
    },
  };
}

function checksOf(start: EngineStart, { isWhole }: RunOptions): readonly Check[] {
  // Tried with vLLM alone.
  return isWhole && start.engine === "vllm" ? [...CHECKS, checkPassthrough] : CHECKS;
}

function faultsOf(start: EngineStart, { isWhole }: RunOptions): readonly LiveFault[] {
  const twice = isWhole && start.usual;
  const all = [
    ...[...LIVE_FAULTS, ...INTERRUPTION_FAULTS],
    ...[...(twice ? RESTART_FAULTS : []), ...LAST_FAULTS, ...(twice ? [TOKENIZER_FAULT] : [])],
  ];
  return all.filter(({ where, isRare }) => (where === undefined || where(start)) && (isWhole || !isRare));
}

async function attempt(bench: LiveBench, check: Check): Promise<CheckReport> {
  const began = Date.now();
  const report = await check(bench).catch((error: unknown) => ({
    check: check.name,
    figures: "broke off",
    problems: [errorMessage(error)],
  }));
  say(bench.start, `${report.check}: ${report.figures} (${Math.round((Date.now() - began) / 1000)} s)`);
  for (const problem of report.problems) say(bench.start, `  PROBLEM ${problem}`);
  return report;
}

async function playFault(bench: LiveBench, fault: LiveFault): Promise<FaultReport> {
  const report = await checkFault(bench, fault);
  const { client, recorded, trains } = report;
  say(bench.start, `${fault.name}: client: ${client}; recorded: ${recorded}; trains: ${trains}`);
  for (const problem of report.problems) say(bench.start, `  PROBLEM ${problem}`);
  return report;
}

function say({ id }: EngineStart, words: string): void {
  process.stderr.write(`  ${id}: ${words}\n`);
}

const version = z.object({ version: z.string() });

async function versionOf({ engine, start }: LiveBench): Promise<string> {
  const route = start.engine === "vllm" ? "/version" : "/server_info";
  const told = version.safeParse(await (await fetch(`${engine}${route}`)).json());
  return told.success ? told.data.version : "unknown";
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
