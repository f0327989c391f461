import { z } from "zod";
import { type FixFirst, fixFirst } from "@/lib/core/list/fix-first";
import type { RunStats } from "@/lib/core/list/run-stats";
import { filterTerm } from "@/lib/core/list/toggle-term";
import type { SessionView } from "@/lib/core/view/session-view";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";
import { statsOf } from "./figures";

/** How far back the figures go, in ms; null for everything. */
const RANGES = {
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 604_800_000,
  "30d": 2_592_000_000,
  all: null,
} as const;

/** Sessions longer than this are not worked out for an example: the page should not wait for one. */
const EXAMPLE_TURNS = 500;

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
  readonly fix: FixFirst | null;
  /** Where the first thing to fix can be looked at. */
  readonly example: { readonly session: string; readonly node: string | null } | null;
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
  return { ...address, run, filter, stats, fix, example: fix && (await exampleOf(context, filter, fix)) };
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

/** What loses tokens shows best where the least is left to train. */
const DEAREST = { sort: "yield", order: "asc" } as const;

async function exampleOf(
  context: InspectContext,
  filter: string,
  fix: FixFirst,
): Promise<RunFigures["example"]> {
  const cause = filterTerm("cause", fix.cause);
  const lost = fix.subject === "realigned" ? "drift:yes" : "";
  const query = {
    filter: `${filter} ${cause} ${lost} turns:<=${EXAMPLE_TURNS}`,
    ...DEAREST,
    limit: 1,
  };
  const [session] = (await context.store.listSessions(query)).sessions;
  if (!session) return null;
  const { view } = await readSessionTree(context, session.id, new URLSearchParams());
  return { session: session.id, node: nodeOf(view, fix) };
}

/** The message at which the cause shows; null when it is no place in the tree, as with a refusal. */
function nodeOf(
  { nodes, turns }: Pick<SessionView, "nodes" | "turns">,
  { subject, cause }: FixFirst,
): string | null {
  const forked = nodes.findIndex((node) => node.fork_cause === cause);
  const drifted = turns.find((turn) => turn.drift?.cause === cause)?.node ?? -1;
  const at = subject === "fork" ? forked : subject === "refused" ? -1 : drifted;
  const below = nodes[at]?.turn === null ? firstAnswerBelow(nodes, at) : at;
  return nodes[below]?.id ?? null;
}

/** The first answer after a node: a difference is told between what was held and the prompt of a call. */
function firstAnswerBelow(nodes: SessionView["nodes"], at: number): number {
  const under = new Set([at]);
  return nodes.findIndex((node, place) => {
    if (!under.has(node.parent)) return false;
    under.add(place);
    return node.turn !== null;
  });
}
