import type { NumberedLine } from "@/lib/core/file/numbered-line";
import { RewardError } from "@/lib/core/samples/reward-error";
import { refreshCounters } from "@/lib/recorder/figures/refresh-counters";
import type { Settings } from "@/lib/settings/settings";
import { importTurns } from "@/lib/store/import/import-turns";
import type { Store } from "@/lib/store/store";

/** What was taken of one source. */
export interface ImportedSource {
  readonly sessions: readonly string[];
  /** How many lines were refused; the first of them were named on standard error. */
  readonly refused: number;
}

/** Imports the lines of one source, works out what the list shows of each session, and names what was refused. */
export async function importSource(
  store: Store,
  settings: Settings,
  source: string,
  lines: AsyncIterable<NumberedLine>,
): Promise<ImportedSource> {
  const report = await importTurns(store, lines);
  for (const id of report.sessions) await workOutFigures(store, settings, id);
  for (const { line, reason } of report.refused) process.stderr.write(`${source}, line ${line}: ${reason}\n`);
  const further = report.refusedCount - report.refused.length;
  if (further > 0) process.stderr.write(`${source}: and ${further} further lines\n`);
  return { sessions: report.sessions, refused: report.refusedCount };
}

/** One whose rewards do not fit its leaves is there all the same. */
async function workOutFigures(store: Store, settings: Settings, id: string): Promise<void> {
  const session = await store.findSession(id);
  if (session === null || session.status === "dropped") return;
  try {
    await refreshCounters({ store, settings }, session);
  } catch (error) {
    if (!(error instanceof RewardError)) throw error;
    process.stderr.write(`session ${id}: ${error.message}\n`);
  }
}
