import { createEngine } from "@/lib/engine/create-engine";
import { rescoreTurn } from "@/lib/recorder/rescore/rescore-turn";
import { Rescored } from "@/lib/recorder/rescore/rescored";
import { type Spread, spreadWords } from "@/lib/recorder/rescore/spread";
import { runTurntree } from "@/test/command/run-turntree";
import { talkSessions } from "./check-clients";
import type { CheckReport } from "./check-report";
import { callsOf, type LiveBench } from "./live-bench";

/** In nats; what 32-bit floats on one thread keep. */
const MOST_DIFFERENCE = 1e-3;

/** How far each control's median stands above the difference on a model whose tokens depend on all before them. */
const CONTROL_FACTOR = 100;

/** Turns that are scored again, of those of the clients: where everything is proven, and else. */
const TURNS = { whole: 24, usual: 12 } as const;

/** Sessions that the command itself scores again. */
const COMMAND_SESSIONS = 2;

/** Has the engine score what it sampled: the recorded log-probs are its own, and wrong ones would be seen. */
export async function checkRescoring(bench: LiveBench): Promise<CheckReport> {
  const { start, engine: url, isWhole } = bench;
  const most = isWhole ? TURNS.whole : TURNS.usual;
  const engine = createEngine({ name: start.engine, url, silenceMs: 60_000 });
  const all = new Rescored();
  for (const call of await callsOf(bench, talkSessions(bench))) {
    if (all.turns >= most) break;
    all.add(await rescoreTurn(engine, call, AbortSignal.timeout(60_000)));
  }
  const { differences, shifted, replaced, controlFactors } = all;
  if (differences === null)
    return { check: CHECK, figures: "nothing compared", problems: ["nothing was compared"] };
  const words = (what: string, spread: Spread | null) =>
    spread === null ? [] : [`${what}: ${spreadWords(spread)}`];
  const weakest = controlFactors[0] ?? 0;
  return {
    check: CHECK,
    figures: [
      `${all.turns} turns, ${spreadWords(differences)} tokens`,
      ...words("shifted by one", shifted),
      ...words("one id replaced", replaced),
      `not compared: ${[...all.left].map(([reason, turns]) => `${reason} (${turns})`).join(", ") || "none"}`,
    ].join("; "),
    problems: [
      ...(differences.p99 <= MOST_DIFFERENCE ? [] : [`99th percentile ${differences.p99} nats`]),
      ...(start.model === "random" && weakest < CONTROL_FACTOR
        ? [`a control stands only ${weakest} times above the difference`]
        : []),
      ...(await commandProblems(bench)),
    ],
  };
}

const CHECK = "recorded log-probs scored again";

/** What `turntree verify --engine` says of some sessions, run as a user runs it. */
async function commandProblems(bench: LiveBench): Promise<string[]> {
  const { start, engine, databaseUrl } = bench;
  const named = talkSessions(bench)
    .slice(0, COMMAND_SESSIONS)
    .flatMap((session) => ["--session", session]);
  const command = ["verify", "--engine", engine, "--engine-name", start.engine, ...named];
  const { exitCode, stdout, stderr } = await runTurntree(command, "", { DATABASE_URL: databaseUrl });
  return exitCode === 0 ? [] : [`turntree verify --engine ended with ${exitCode}: ${stdout}${stderr}`];
}
