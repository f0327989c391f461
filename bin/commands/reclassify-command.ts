import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { RewardError } from "@/lib/core/samples/reward-error";
import { sessionIds } from "@/lib/export/session-ids";
import { type ReclassifiedSession, reclassifySession } from "@/lib/recorder/figures/reclassify-session";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import { FilterError } from "@/lib/store/rows/filter-error";
import type { Store } from "@/lib/store/store";

interface Flags {
  readonly session: readonly string[];
  readonly filter?: string;
  readonly dryRun?: boolean;
}

const collect = (value: string, held: readonly string[]): readonly string[] => [...held, value];

/** Adds `reclassify`: tells side calls and causes of stored sessions anew, and says what changed. */
export function addReclassifyCommand(program: Command): void {
  program
    .command("reclassify")
    .description(
      "Tells the kinds of side calls and the causes of forks of recorded sessions anew, by the rules of this " +
        "build and TURNTREE_AUXILIARY. Turns keep what was recorded; what they count as now stands beside it. " +
        "Prints what changes. A server may run beside it.",
    )
    .option("--session <id>", "a session; may be given several times (default: all)", collect, [])
    .option("--filter <text>", 'sessions that a filter of the sessions page leaves, such as "client:codex"')
    .option("--dry-run", "print what would change, and write nothing")
    .action(runReclassify);
}

/** How many sessions were looked at, how many changed, and how often each change of kind happened. */
class Tally {
  sessions = 0;
  changed = 0;
  failed = 0;
  causes = 0;
  readonly #kinds = new Map<string, number>();

  add({ turns, causes }: ReclassifiedSession): void {
    if (turns.length > 0 || causes.length > 0) this.changed++;
    this.causes += causes.length;
    for (const { from, to } of turns) {
      const change = `${from} → ${to}`;
      this.#kinds.set(change, (this.#kinds.get(change) ?? 0) + 1);
    }
  }

  words(): string {
    const kinds = [...this.#kinds].map(([change, count]) => `${count} ${change}`);
    const told =
      kinds.length === 0 ? "no turn is of another kind" : `turns of another kind: ${kinds.join(", ")}`;
    return `${plural(this.sessions, "session")} told anew, ${this.changed} changed; ${told}; ${plural(this.causes, "cause")} counted otherwise`;
  }
}

async function runReclassify(flags: Flags): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: settings.databaseUrl });
  const tally = new Tally();
  const isDry = flags.dryRun === true;
  try {
    for (const id of await idsOf(store, flags)) {
      const session = await store.findSession(id);
      if (!session) throw new UsageError(`there is no session "${id}"`);
      if (session.status === "dropped") continue;
      tally.sessions++;
      try {
        const told = await reclassifySession({ store, settings }, session, isDry);
        tally.add(told);
        for (const line of linesOf(id, told)) await printLine(line);
      } catch (error) {
        if (!(error instanceof RewardError)) throw error;
        tally.failed++;
        process.stderr.write(`session ${id} stays as it was: ${error.message}\n`);
      }
    }
  } finally {
    await store.close();
  }
  process.stderr.write(`${tally.words()}${isDry ? "; nothing was written" : ""}\n`);
  if (tally.failed > 0) throw new CheckFailed(`${plural(tally.failed, "session")} could not be told anew`);
}

/**
 * Ids of the sessions that are meant, listed before anything is written: a filter may name causes. One that cannot be
 * read or leaves nothing is most likely mistyped.
 */
async function idsOf(store: Store, { session, filter }: Flags): Promise<readonly string[]> {
  const ids: string[] = [];
  try {
    const query = { sessions: session, ...(filter === undefined ? {} : { filter }) };
    for await (const id of sessionIds(store, query)) ids.push(id);
  } catch (error) {
    throw error instanceof FilterError ? new UsageError(error.message) : error;
  }
  if (ids.length > 0 || filter === undefined) return ids;
  throw new UsageError(`No session matches the filter "${filter}".`);
}

function linesOf(session: string, { turns, causes }: ReclassifiedSession): readonly string[] {
  return [
    ...turns.map(({ turn, from, to, sideCall }) => {
      const why = sideCall === null ? "" : ` (${sideCall.rule}: ${sideCall.evidence})`;
      return `session ${session}, turn ${turn}: ${from} → ${to}${why}`;
    }),
    ...causes.map(
      ({ subject, cause, from, to }) => `session ${session}, ${subject} by "${cause}": ${from} → ${to}`,
    ),
  ];
}
