import { z } from "zod";
import type { CauseExample } from "@/lib/core/list/cause-example";
import { type FixFirst, fixFirst } from "@/lib/core/list/fix-first";
import type { RunStats } from "@/lib/core/list/run-stats";
import { filterTerm } from "@/lib/core/list/toggle-term";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { type RunLedger, runLedger } from "@/lib/inspect/ledger/run-ledger";
import { statsOf } from "./figures";
import { findCauseExample } from "./find-cause-example";

/** How far back the figures go, in ms; null for everything. */
const RANGES = {
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 604_800_000,
  "30d": 2_592_000_000,
  all: null,
} as const;

const addressShape = z.object({
  range: z.enum(["1h", "24h", "7d", "30d", "all"]).catch("all").default("all"),
  bucket: z.enum(["auto", "minute", "hour", "day"]).catch("auto").default("auto"),
});

export type RunAddress = z.infer<typeof addressShape>;

/** What the page of runs shows. */
export interface RunFigures extends RunAddress {
  readonly run: string | null;
  /** The sessions that the figures are of, as a filter of the list. */
  readonly filter: string;
  readonly stats: RunStats;
  /** What of its sessions went into weights; empty of all runs together. */
  readonly ledger: RunLedger;
  readonly fix: FixFirst | null;
  /** Where the first thing to fix can be looked at. */
  readonly example: CauseExample | null;
}

/**
 * Figures of all sessions, or of one run's, over a stretch of time. Parameters that do not fit are left out, so that
 * an old link still opens.
 *
 * @param now milliseconds since 1970.
 */
export async function runFigures(
  context: InspectContext,
  search: Readonly<Record<string, string | readonly string[] | undefined>>,
  run: string | null,
  now: number,
): Promise<RunFigures> {
  const address = addressShape.parse(search);
  const filter = filterOf(address, run, now);
  const stats = await statsIn(context, filter, address.bucket);
  const fix = fixFirst(stats);
  const ledger = run === null ? [] : await runLedger(context.store.ledger, run);
  return {
    ...address,
    run,
    filter,
    stats,
    ledger,
    fix,
    example: fix && (await findCauseExample(context, filter, fix)),
  };
}

function filterOf({ range }: RunAddress, run: string | null, now: number): string {
  const length = RANGES[range];
  const terms = run === null ? [] : [run === "" ? "run:none" : filterTerm("run", run)];
  if (length !== null) terms.push(`started:>=${new Date(now - length).toISOString().slice(0, 16)}`);
  return terms.join(" ");
}

/** Unless a stretch was chosen: the longest that still tells more than one apart. */
async function statsIn(
  { store }: InspectContext,
  filter: string,
  bucket: RunAddress["bucket"],
): Promise<RunStats> {
  const read = (length: string) => statsOf(store, new URLSearchParams({ filter, bucket: length }));
  if (bucket !== "auto") return read(bucket);
  const days = await read("day");
  if (days.over_time.length !== 1) return days;
  const hours = await read("hour");
  return hours.over_time.length === 1 ? read("minute") : hours;
}
