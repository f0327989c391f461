import { groupAdvantages } from "@/lib/core/lab/group-advantages";
import { policyLine } from "@/lib/core/policy/policy-line";
import { type PolicyOwner, type ServerPolicy, sessionPolicy } from "@/lib/core/policy/session-policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { Decode, FindDecoder } from "./decoder-cache";
import type { ExportedSession } from "./export-input";
import type { ExportOptions } from "./export-options";
import { exportSession, type SessionExport, type SessionLines } from "./export-session";
import { findFormat, TURNS_FORMAT } from "./formats";
import { Pauses } from "./pauses";
import { UnfitSessionError } from "./unfit-session-error";

/** A session as an export takes it: its facts, and what decides its policy. */
export type ExportableSession = ExportedSession & PolicyOwner;

/** Where recordings are read from; a store is one. */
export interface ExportSource {
  readRecording(id: string): Promise<Recording>;
  readDigests(id: string): Promise<readonly string[]>;
  /** The sessions of a group, with their rewards. */
  readGroup(groupIndex: number): Promise<readonly Pick<ExportedSession, "id" | "reward">[]>;
}

/** How an export is made on this server, of sessions as its store holds them. */
export interface ExportSetting<Session extends ExportableSession> {
  readonly source: ExportSource;
  /** Lines of the raw recording of a session, in the store's own format. */
  readonly turnLines: (session: Session) => AsyncIterable<string>;
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
}

/**
 * What a session is worth within its group, and where it stands in it. A reward that takes the place of all others
 * leaves nothing to compare; an advantage that was given is taken.
 */
async function standingOf(
  session: ExportedSession,
  { format, reward, advantage }: ExportOptions,
  source: ExportSource,
): Promise<Pick<SessionExport, "advantage" | "group">> {
  if (session.group_index === null) return { advantage, group: null };
  const group = await source.readGroup(session.group_index);
  const place = group.findIndex(({ id }) => id === session.id);
  const rewards = group.map((member) => (typeof member.reward === "number" ? member.reward : null));
  const { advantages, std } = groupAdvantages(rewards, findFormat(format).advantageRule);
  const within = reward === null ? (advantages[place] ?? null) : null;
  return { advantage: advantage ?? within, group: { place: Math.max(0, place), deviation: std } };
}

async function decoderFor(format: string, tokenizer: string, findDecoder: FindDecoder): Promise<Decode> {
  return findFormat(format).readsText === true ? await findDecoder(tokenizer) : () => "";
}

/** Reads a session's recording and makes its lines. Throws `ExportError`, `PolicyError`, `RewardError`. */
export async function readSessionLines<Session extends ExportableSession>(
  session: Session,
  options: ExportOptions,
  { source, serverPolicy, findDecoder, signingKey }: ExportSetting<Session>,
): Promise<SessionLines> {
  return exportSession({
    session,
    recording: await source.readRecording(session.id),
    turnDigests: await source.readDigests(session.id),
    policy: sessionPolicy(session, options, serverPolicy),
    format: options.format,
    reward: options.reward,
    ...(await standingOf(session, options, source)),
    decode: await decoderFor(options.format, session.tokenizer, findDecoder),
    signingKey,
  });
}

async function* linesOfSession<Session extends ExportableSession>(
  session: Session,
  options: ExportOptions,
  setting: ExportSetting<Session>,
  done: (report: SessionDone) => void,
): AsyncGenerator<string> {
  let count = 0;
  const said = { session: session.id, open: session.status === "open" };
  if (options.format === TURNS_FORMAT) {
    for await (const line of setting.turnLines(session)) {
      count++;
      yield line;
    }
    done({ ...said, policy: null, lines: count, samples: 0, reason: null, leftOut: false });
    return;
  }
  const policy = policyLine(sessionPolicy(session, options, setting.serverPolicy));
  const { lines, samples, reason, leftOut } = await fittingLines(session, options, setting);
  for (const line of lines) {
    count++;
    yield line;
  }
  done({ ...said, policy, lines: count, samples, reason, leftOut });
}

/** The lines of a session; none where the format cannot say it and the options leave such sessions out. */
async function fittingLines<Session extends ExportableSession>(
  session: Session,
  options: ExportOptions,
  setting: ExportSetting<Session>,
): Promise<SessionLines & Pick<SessionDone, "leftOut">> {
  try {
    return { ...(await readSessionLines(session, options, setting)), leftOut: false };
  } catch (error) {
    if (options.unfit === "refuse" || !(error instanceof UnfitSessionError)) throw error;
    return { lines: [], samples: 0, reason: error.message, leftOut: true };
  }
}

/**
 * The lines of many sessions, one after another, read and made as they are asked for: memory holds one session's
 * recording and one line. `done` is called after each session.
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
  for await (const session of sessions) {
    for await (const line of linesOfSession(session, options, setting, done)) {
      yield line;
      await pauses.often();
    }
    await pauses.often();
  }
}
