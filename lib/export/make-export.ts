import { INCLUDED } from "./admission";
import type { ExportOptions } from "./export-options";
import {
  type ExportableSession,
  type ExportSetting,
  exportSessions,
  type SessionDone,
} from "./export-sessions";

/** What one export is of. */
export interface ExportWanted<Session extends ExportableSession> {
  readonly sessions: Iterable<Session> | AsyncIterable<Session>;
  readonly options: ExportOptions;
  readonly fileName: string;
  /** Aborted when nobody wants it any more. */
  readonly signal?: AbortSignal;
}

/** An export whose first line is made. */
export interface MadeExport {
  /** Without line feeds, made as they are asked for. */
  readonly lines: AsyncGenerator<string>;
  readonly fileName: string;
  /** Why there are no lines; null when there are some. */
  readonly reason: string | null;
  /** What is said of each session that is done: of all of them once the lines are read to the end. */
  readonly done: readonly SessionDone[];
}

/**
 * Begins an export. Its first line is made, so that a request that cannot be met is an error and not a file cut short.
 * Throws `ExportError`, `PolicyError`, `RewardError`.
 */
export async function makeExport<Session extends ExportableSession>(
  { sessions, options, fileName, signal }: ExportWanted<Session>,
  setting: ExportSetting<Session>,
): Promise<MadeExport> {
  const done: SessionDone[] = [];
  const lines = exportSessions(sessions, options, setting, (report) => done.push(report), signal ?? null);
  const first = await lines.next();
  if (first.done === true) return { lines, fileName, reason: reasonOf(done), done };
  return { lines: beginningWith(first.value, lines), fileName, reason: null, done };
}

async function* beginningWith(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function reasonOf(done: readonly SessionDone[]): string {
  const reasons = done.flatMap(({ reason }) => reason ?? []);
  if (reasons.length <= 1) return reasons[0] ?? "No session matches.";
  const keptOut = INCLUDED.flatMap((by) => {
    const count = done.filter((one) => one.keptOut === by).length;
    return count === 0 ? [] : [`${count} ${by}`];
  });
  const kept = keptOut.length === 0 ? "" : ` (kept out: ${keptOut.join(", ")}; include= takes them)`;
  return `None of ${reasons.length} sessions yields a sample${kept}.`;
}
