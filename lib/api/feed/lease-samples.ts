import { parseJson } from "@/lib/core/json/parse-json";
import type { LeaseTerms } from "@/lib/core/recording/sample-ledger";
import { weightSpansOf } from "@/lib/core/recording/weight-span";
import { ExportError } from "@/lib/export/export-error";
import { type ExportOptions, readExportOptions } from "@/lib/export/export-options";
import { type ExportSetting, readSessionLines } from "@/lib/export/export-sessions";
import { notedLines } from "@/lib/export/noted-lines";
import { REBUILT_FORMATS, rebuildSample } from "@/lib/export/rebuild-sample";
import { UnfitSessionError } from "@/lib/export/unfit-session-error";
import type { SessionRecord, Store } from "@/lib/store/store";
import type { FeedWanted } from "./feed-body";
import { staleness } from "./staleness";

const PAGE = 200;

/** What a feed reads and writes. */
export interface FeedSource {
  readonly store: Store;
  readonly setting: ExportSetting<SessionRecord>;
}

/** The parameters of the export that the lines are. Throws `ExportError` for a format whose lines hold no sample. */
export function feedOptions({ format, policy }: FeedWanted): ExportOptions {
  if (!REBUILT_FORMATS.includes(format)) {
    const accepted = REBUILT_FORMATS.join(", ");
    throw new ExportError(
      `The format "${format}" holds no samples that can be leased; accepted are ${accepted}.`,
      "format",
    );
  }
  return readExportOptions(new URLSearchParams({ format, ...(policy === undefined ? {} : { policy }) }));
}

/** Sessions that a feed may take samples of, the oldest first. Those that the run has trained are not read. */
async function* sessionsOf(
  { store }: FeedSource,
  { filter, include, run, again }: FeedWanted,
  now: number,
): AsyncGenerator<SessionRecord> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Store["listSessions"]>> = await store.listSessions({
      sort: "created_at",
      order: "asc",
      limit: PAGE,
      ...(include.includes("open") ? {} : { status: "finished" }),
      ...(filter === undefined ? {} : { filter }),
      ...(again ? {} : { leftFor: { run, now } }),
      ...(cursor === null ? {} : { cursor }),
    });
    for (const session of page.sessions) {
      const hasReward = session.reward !== null || session.leaf_rewards !== null;
      if (session.status !== "dropped" && (hasReward || include.includes("unrewarded"))) yield session;
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** The session's lines, which can be annotated once they are given; none where the format cannot say it. */
async function* linesOf(session: SessionRecord, options: ExportOptions, { setting }: FeedSource) {
  try {
    yield* notedLines(await readSessionLines(session, options, setting), setting.source);
  } catch (error) {
    // What the format cannot say of one session keeps nobody from the others.
    if (!(error instanceof UnfitSessionError)) throw error;
  }
}

/** The versions of the weights that sampled these turns. */
async function versionsOf(
  session: string,
  turns: readonly number[],
  store: Store,
): Promise<readonly string[]> {
  const recording = await store.readRecording(session);
  const recorded = turns.flatMap((index) => recording.turns[index - 1] ?? []);
  return [...new Set(recorded.flatMap((turn) => weightSpansOf(turn).map(({ version }) => version)))];
}

/**
 * Leases samples one by one, as many as are wanted, and gives each as a line of JSON: its lease, the weights it was
 * sampled from with their age, and the sample in the trainer's format as `line`. A sample that another has, or that the
 * run has trained, is passed over.
 *
 * @throws FilterError, ExportError, PolicyError.
 */
export async function* leaseSamples(
  source: FeedSource,
  wanted: FeedWanted,
  terms: LeaseTerms,
): AsyncGenerator<string> {
  const { ledger } = source.store;
  const options = feedOptions(wanted);
  const order = await ledger.weightsOf(wanted.run);
  const current = wanted.weights ?? order.at(-1) ?? null;
  let given = 0;
  for await (const session of sessionsOf(source, wanted, terms.now)) {
    for await (const line of linesOf(session, options, source)) {
      const origin = rebuildSample(parseJson(line))?.origin;
      if (origin === undefined) continue;
      const versions = await versionsOf(session.id, origin.turns, source.store);
      const ages = current === null ? [] : versions.map((version) => staleness(version, current, order));
      const age = ages.length === 0 ? null : Math.max(...ages);
      if (wanted.max_staleness !== undefined && age !== null && age > wanted.max_staleness) continue;
      const { sample, digest } = origin;
      const { policy, trained_tokens: trainedTokens } = origin;
      const candidate = { session: session.id, sample, digest, policy, trainedTokens };
      const lease = await ledger.lease(candidate, terms);
      if (lease === null) continue;
      const head = JSON.stringify({
        lease: lease.lease,
        expires_at: lease.expiresAt,
        digest,
        weights: versions,
        staleness: age,
      });
      yield `${head.slice(0, -1)},"line":${line}}`;
      if (++given === wanted.limit) return;
    }
  }
}
