import { groupAdvantages } from "@/lib/core/lab/group-advantages";
import type { PolicyName } from "@/lib/core/policy/policy";
import type { PolicyOverrides } from "@/lib/core/policy/resolve-policy";
import type { PolicyOwner } from "@/lib/core/policy/session-policy";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { Decode, FindDecoder } from "./decoder-cache";
import { ExportError } from "./export-error";
import type { ExportedSession } from "./export-input";
import type { ExportOptions } from "./export-options";
import { exportSession, type SessionLines } from "./export-session";
import { findFormat, TURNS_FORMAT } from "./formats";

/** Where sessions are read from; a store is one. */
export interface ExportSource {
  findSession(id: string): Promise<(ExportedSession & PolicyOwner & { readonly status: string }) | null>;
  readRecording(id: string): Promise<Recording>;
  readDigests(id: string): Promise<readonly string[]>;
  /** The sessions of a group, with their rewards. */
  readGroup(groupIndex: number): Promise<readonly Pick<ExportedSession, "id" | "reward">[]>;
}

/** How an export is made on this server. */
export interface ExportSetting {
  readonly source: ExportSource;
  /** Lines of the raw recording of a session, in the store's own format. */
  readonly turnLines: (sessionId: string) => AsyncIterable<string>;
  readonly findDecoder: FindDecoder;
  readonly signingKey: string | null;
  readonly serverPolicy: { readonly policy: PolicyName; readonly overrides: PolicyOverrides };
}

/** What is said of each session when it is done. */
export interface SessionDone {
  readonly session: string;
  readonly lines: number;
  /** 0 for the raw recording, which no policy has made samples of. */
  readonly samples: number;
  readonly reason: string | null;
}

/** A reward that takes the place of all others leaves nothing to compare. */
async function advantageOf(session: ExportedSession, source: ExportSource): Promise<number | null> {
  if (session.group_index === null || typeof session.reward !== "number") return null;
  const group = await source.readGroup(session.group_index);
  const rewards = group.map(({ reward }) => (typeof reward === "number" ? reward : null));
  const place = group.findIndex(({ id }) => id === session.id);
  return groupAdvantages(rewards).advantages[place] ?? null;
}

async function decoderFor(format: string, tokenizer: string, setting: ExportSetting): Promise<Decode> {
  return findFormat(format).readsText === true ? await setting.findDecoder(tokenizer) : () => "";
}

/**
 * Reads one session and makes its lines. Throws `ExportError` (404 when there is no such session), `PolicyError`,
 * `RewardError`.
 */
export async function readSession(
  id: string,
  options: ExportOptions,
  setting: ExportSetting,
): Promise<SessionLines> {
  const { source } = setting;
  const session = await source.findSession(id);
  if (session === null) throw new ExportError(`There is no session "${id}".`, "session", 404);
  return exportSession({
    session,
    recording: await source.readRecording(id),
    turnDigests: await source.readDigests(id),
    policy: sessionPolicy(session, options, setting.serverPolicy),
    format: options.format,
    reward: options.reward,
    advantage: options.reward === null ? await advantageOf(session, source) : null,
    decode: await decoderFor(options.format, session.tokenizer, setting),
    signingKey: setting.signingKey,
  });
}

async function* linesOfSession(
  id: string,
  options: ExportOptions,
  setting: ExportSetting,
  done: (report: SessionDone) => void,
): AsyncGenerator<string> {
  let count = 0;
  if (options.format === TURNS_FORMAT) {
    for await (const line of setting.turnLines(id)) {
      count++;
      yield line;
    }
    done({ session: id, lines: count, samples: 0, reason: null });
    return;
  }
  const { lines, samples, reason } = await readSession(id, options, setting);
  for (const line of lines) {
    count++;
    yield line;
  }
  done({ session: id, lines: count, samples, reason });
}

/**
 * The lines of many sessions, one after another, read and made as they are asked for: memory holds one session's
 * recording and one line. `done` is called after each session.
 * Throws `ExportError` and `PolicyError`.
 */
export async function* exportSessions(
  ids: Iterable<string> | AsyncIterable<string>,
  options: ExportOptions,
  setting: ExportSetting,
  done: (report: SessionDone) => void = () => {},
): AsyncGenerator<string> {
  for await (const id of ids) yield* linesOfSession(id, options, setting, done);
}
