import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import type { EvidenceReads } from "@/lib/core/evidence/evidence-reads";
import { policyLine } from "@/lib/core/policy/policy-line";
import { type PolicyOwner, type ServerPolicy, sessionPolicy } from "@/lib/core/policy/session-policy";
import type { Recording } from "@/lib/core/recording/recording";
import { evidenceOfTurns } from "@/lib/export/evidence/evidence-of-turns";
import { type Included, keptOutBy, keptOutReason } from "./admission";
import type { Decode, FindDecoder } from "./decoder-cache";
import type { ExportedSession, ExportInput, PackedTokens } from "./export-input";
import type { ExportOptions } from "./export-options";
import { exportSession, type SessionLines } from "./export-session";
import { findFormat, TURNS_FORMAT } from "./formats";
import { type GroupSource, GroupStandings } from "./group-standings";
import { inPacks } from "./in-packs";
import { notedLines, type TraceBook } from "./noted-lines";
import { Pauses } from "./pauses";
import { UnfitSessionError } from "./unfit-session-error";

/** A session as an export takes it: its facts, and what decides its policy. */
export type ExportableSession = ExportedSession & PolicyOwner;

/** Where recordings are read from; a store is one. */
export interface ExportSource extends TraceBook, GroupSource {
  readRecording(id: string): Promise<Recording>;
  readDigests(id: string): Promise<readonly string[]>;
  /** What engines told of tokens; absent where none is kept. */
  readonly evidence?: Pick<EvidenceReads, "read">;
}

/** How an export is made on this server, of sessions as its store holds them. */
export interface ExportSetting<Session extends ExportableSession> {
  readonly source: ExportSource;
  /** Lines of the raw recording of a session, in the store's own format. */
  readonly turnLines: (session: Session, hasEvidence: boolean) => AsyncIterable<string>;
  readonly findDecoder: FindDecoder;
  readonly signingKey: string | null;
  readonly serverPolicy: ServerPolicy;
}

/** What is said of each session when it is done. */
export interface SessionDone {
  readonly session: string;
  /** Whether calls are still recorded in it, so that a later export holds more. */
  readonly open: boolean;
  /** The policy that made its samples, in one line; null for the raw recording. */
  readonly policy: string | null;
  readonly lines: number;
  /** 0 for the raw recording, which no policy has made samples of. */
  readonly samples: number;
  readonly reason: string | null;
  /** Whether it was left out because the format cannot say it; `reason` says why. */
  readonly leftOut: boolean;
  /** What kept it out, where nobody asked for such sessions. */
  readonly keptOut: Included | null;
  /** What packing saved; null in formats that pack nothing. */
  readonly packed: PackedTokens | null;
}

async function decoderFor(format: string, tokenizer: string, findDecoder: FindDecoder): Promise<Decode> {
  return findFormat(format).readsText === true ? await findDecoder(tokenizer) : () => "";
}

/** What sessions are worth within their groups, as these options have it. */
function standingsOf(options: ExportOptions, source: GroupSource): GroupStandings {
  if (options.format === TURNS_FORMAT) return new GroupStandings(source, options, undefined);
  const rule = options.advantageRule ?? findFormat(options.format).advantageRule;
  return new GroupStandings(source, options, rule);
}

/** What the format reads of what engines told; experts only where it is said how they lie in layers. */
async function evidenceFor(
  { id }: ExportableSession,
  recording: Recording,
  { format, expertLayers }: ExportOptions,
  { evidence }: ExportSource,
): Promise<Pick<ExportInput, "evidence" | "expertLayers">> {
  const reads = findFormat(format).evidence ?? [];
  const wanted = reads.filter((kind) => kind !== "experts" || expertLayers !== null);
  if (wanted.length === 0 || evidence === undefined) return { expertLayers };
  return { expertLayers, evidence: await evidenceOfTurns(evidence, id, recording, wanted) };
}

/** Of a session that gives none. */
function noLines(reason: string): SessionLines {
  return { lines: [], traces: [], packed: [], input: null, samples: 0, reason };
}

/** Reads a session's recording and makes its lines; none of one that the options keep out. Throws `ExportError`, `PolicyError`, `RewardError`. */
export async function readSessionLines<Session extends ExportableSession>(
  session: Session,
  options: ExportOptions,
  { source, serverPolicy, findDecoder, signingKey }: ExportSetting<Session>,
  standings = standingsOf(options, source),
): Promise<SessionLines> {
  const by = keptOutBy(session, options, findFormat(options.format).needsReward !== false);
  if (by !== null) return noLines(keptOutReason(by, session.outcome));
  const { advantage, group } = await standings.of(session);
  const recording = await source.readRecording(session.id);
  return exportSession({
    session,
    recording,
    ...(await evidenceFor(session, recording, options, source)),
    turnDigests: await source.readDigests(session.id),
    policy: sessionPolicy(session, options, serverPolicy),
    format: options.format,
    reward: options.reward,
    // A reward that takes the place of all others leaves nothing to compare; an advantage that was given is taken.
    advantage: options.advantage ?? (options.reward === null ? advantage : null),
    group,
    sampleWeight: options.sampleWeight,
    decode: await decoderFor(options.format, session.tokenizer, findDecoder),
    signingKey,
  });
}

/** The raw recording, which has no samples. */
async function* rawLines<Session extends ExportableSession>(
  session: Session,
  options: ExportOptions,
  setting: ExportSetting<Session>,
  done: (report: SessionDone) => void,
): AsyncGenerator<string> {
  let count = 0;
  for await (const line of setting.turnLines(session, options.leavesOutEvidence !== true)) {
    count++;
    yield line;
  }
  done({
    session: session.id,
    open: session.status === "open",
    policy: null,
    lines: count,
    samples: 0,
    reason: null,
    leftOut: false,
    keptOut: null,
    packed: null,
  });
}

/** The lines of sessions that stand together; what is kept out or cannot be said is left out of them one by one. */
async function* linesOfPack<Session extends ExportableSession>(
  pack: readonly [Session, ...Session[]],
  options: ExportOptions,
  setting: ExportSetting<Session>,
  standings: GroupStandings,
  done: (report: SessionDone) => void,
): AsyncGenerator<string> {
  const made: { readonly session: Session; readonly of: FittingLines; lines: number }[] = [];
  for (const session of pack) {
    made.push({ session, of: await fittingLines(session, options, setting, standings), lines: 0 });
  }
  // A line of several sessions counts as one of the first that it holds, which also tells what packing saved.
  const first = made.find(({ of }) => of.samples > 0) ?? made[0];
  for await (const line of notedLines(drawnTogether(options.format, made), setting.source)) {
    if (first !== undefined) first.lines++;
    yield line;
  }
  for (const { session, of, lines } of made) {
    const keptOut = keptOutBy(session, options, findFormat(options.format).needsReward !== false);
    const policy = policyLine(sessionPolicy(session, options, setting.serverPolicy));
    done({
      session: session.id,
      open: session.status === "open",
      policy: keptOut === null ? policy : null,
      lines,
      samples: of.samples,
      reason: of.reason,
      leftOut: of.leftOut,
      keptOut,
      packed: of.packed[0] ?? null,
    });
  }
}

/** The lines of a session by itself, or those of several at once, with the traces of all. */
function drawnTogether(
  format: string,
  made: readonly { readonly of: FittingLines }[],
): Pick<SessionLines, "lines" | "traces"> {
  const [only, ...others] = made;
  if (only !== undefined && others.length === 0) return only.of;
  const inputs = made.flatMap(({ of }) => of.input ?? []);
  const traces: SampleTrace[] = [];
  function* lines() {
    for (const line of findFormat(format).linesTogether?.(inputs) ?? []) {
      for (const { of } of made) traces.push(...of.traces.splice(0));
      yield line;
    }
  }
  return { lines: lines(), traces };
}

type FittingLines = SessionLines & Pick<SessionDone, "leftOut">;

/** The lines of a session; none where the format cannot say it and the options leave such sessions out. */
async function fittingLines<Session extends ExportableSession>(
  session: Session,
  options: ExportOptions,
  setting: ExportSetting<Session>,
  standings: GroupStandings,
): Promise<FittingLines> {
  try {
    return { ...(await readSessionLines(session, options, setting, standings)), leftOut: false };
  } catch (error) {
    if (options.unfit === "refuse" || !(error instanceof UnfitSessionError)) throw error;
    return { ...noLines(error.message), leftOut: true };
  }
}

/**
 * The lines of many sessions, one after another, read and made as they are asked for: memory holds one session's
 * recording and one line, or those of one group where groups are packed. `done` is called after each session.
 * Throws `ExportError` and `PolicyError`, and the reason of `signal` when nobody wants the lines any more.
 */
export async function* exportSessions<Session extends ExportableSession>(
  sessions: Iterable<Session> | AsyncIterable<Session>,
  options: ExportOptions,
  setting: ExportSetting<Session>,
  done: (report: SessionDone) => void = () => {},
  signal: AbortSignal | null = null,
): AsyncGenerator<string> {
  const pauses = new Pauses(signal);
  const standings = standingsOf(options, setting.source);
  for await (const pack of inPacks(sessions, options, setting.source)) {
    const lines =
      options.format === TURNS_FORMAT
        ? rawLines(pack[0], options, setting, done)
        : linesOfPack(pack, options, setting, standings, done);
    for await (const line of lines) {
      yield line;
      await pauses.often();
    }
    await pauses.often();
  }
}
