import { printLine } from "@/bin/io/print-line";
import { UsageError } from "@/bin/io/usage-error";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { plural } from "@/lib/core/base/format-count";
import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";
import { sessionIds } from "@/lib/export/session-ids";
import { openScorer, SCORERS } from "@/lib/recorder/rescore/open-scorer";
import { type RescoredTurn, rescoreTurn } from "@/lib/recorder/rescore/rescore-turn";
import { Rescored } from "@/lib/recorder/rescore/rescored";
import { type Spread, spreadOf, spreadWords } from "@/lib/recorder/rescore/spread";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/store";

/** How far one control must stand above the difference, or nothing is shown. */
const STANDS_OUT = 10;

/** How the engine is named and held against. */
export interface EngineFlags {
  readonly session: readonly string[];
  readonly engine: string;
  /** Whether what the engine gives is kept as annotations. */
  readonly annotate?: boolean;
  readonly engineName?: string;
  /** In nats. */
  readonly tolerance: string;
}

/**
 * Has an engine score the recorded turns again and prints what stands out: each turn of which the 99th percentile of the
 * difference is above the tolerance. The terminal is told the spread, that of the controls, and what was not compared.
 * Answers how many faults it printed.
 *
 * @throws UsageError for an engine that scores no ids; EngineError in the engine's own words.
 */
export async function verifyWithEngine(
  store: Store,
  flags: EngineFlags,
  settings: Settings,
): Promise<{ readonly sessions: number; readonly faults: number }> {
  const scorer = openScorer(scorerName(flags, settings), withoutLastSlashes(flags.engine), settings);
  const tolerance = toleranceOf(flags);
  const all = new Rescored();
  let sessions = 0;
  let faults = 0;
  for await (const id of sessionIds(store, { sessions: flags.session })) {
    const session = await store.findSession(id);
    if (session === null) throw new UsageError(`there is no session "${id}"`);
    if (session.status === "dropped") continue;
    sessions += 1;
    const { turns, prompts } = await store.readRecording(id);
    const annotations: Annotation[] = [];
    for (const turn of turns) {
      const promptIds = prompts.ids(turn.index);
      const outcome = await rescoreTurn(scorer, { turn, promptIds }, new AbortController().signal);
      all.add(outcome);
      if (outcome.kind === "compared") annotations.push(...scoresOf(turn.index, outcome));
      const spread = outcome.kind === "compared" ? spreadOf(outcome.differences) : null;
      if (spread === null || spread.p99 <= tolerance) continue;
      faults += 1;
      await printLine(
        `session ${id}, turn ${turn.index}: the engine scores it otherwise: ${spreadWords(spread)}`,
      );
    }
    if (flags.annotate === true && annotations.length > 0)
      await store.annotate([{ session: id, annotations }]);
  }
  process.stderr.write(summary(all));
  const strongest = all.controlFactors.at(-1);
  if (strongest !== undefined && strongest < STANDS_OUT) {
    faults += 1;
    await printLine("neither control stands out: wrong log-probs would not be seen among these turns");
  }
  return { sessions, faults };
}

/** The scores of a turn as a trainer's forward pass would be told; none where one of them is unknown. */
function scoresOf(turn: number, { scored, from }: RescoredTurn): Annotation[] {
  if (!scored.every(Number.isFinite)) return [];
  return [
    {
      producer: "engine",
      kind: "trainer_logprob",
      target: { on: "range", turn, start: from, length: scored.length },
      value: { form: "column", column: scored },
      at: Date.now(),
      rewardRevision: null,
    },
  ];
}

function scorerName({ engineName }: EngineFlags, settings: Settings): (typeof SCORERS)[number] {
  const wanted = engineName ?? settings.engine;
  const name = SCORERS.find((scorer) => scorer === wanted);
  if (name !== undefined) return name;
  throw new UsageError(`${wanted} scores no ids: give --engine-name ${SCORERS.join(" or ")}`);
}

function toleranceOf({ tolerance }: EngineFlags): number {
  const nats = Number(tolerance);
  if (tolerance.trim() !== "" && Number.isFinite(nats) && nats >= 0) return nats;
  throw new UsageError(`--tolerance: "${tolerance}" is no figure in nats`);
}

function summary(all: Rescored): string {
  const line = (what: string, spread: Spread | null) =>
    spread === null ? "" : `${what}: ${spreadWords(spread)}\n`;
  const left = [...all.left].map(([reason, turns]) => `${reason} (${turns})`).join(", ");
  return [
    `${plural(all.turns, "turn")} scored again, in nats\n`,
    line("recorded against scored", all.differences),
    line("control, shifted by one", all.shifted),
    line("control, one id replaced", all.replaced),
    left === "" ? "" : `not compared: ${left}\n`,
  ].join("");
}
