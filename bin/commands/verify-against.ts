import { ZodError } from "zod";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { readLines } from "@/bin/io/read-lines";
import { UsageError } from "@/bin/io/usage-error";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Policy } from "@/lib/core/policy/policy";
import { findSessions } from "@/lib/export/find-sessions";
import { sessionIds } from "@/lib/export/session-ids";
import { BATCH_TRAINERS, readBatchRow } from "@/lib/inspect/verify/batch-row";
import { type CheckedRow, type DumpedRow, verifyBatch } from "@/lib/inspect/verify/verify-batch";
import type { SessionRecord, Store } from "@/lib/store/store";

/** What `verify --against` is asked. */
interface AgainstFlags {
  readonly against: string;
  readonly session: readonly string[];
  readonly temperature?: string;
}

/** Compares a batch that a trainer used with the recording, and prints what differs. Throws `CheckFailed` where it does. */
export async function verifyAgainst(
  store: Store,
  flags: AgainstFlags,
  policyOf: (session: SessionRecord) => Policy,
): Promise<void> {
  const rows = await rowsOf(flags.against);
  const sessions = () =>
    findSessions(sessionIds(store, { sessions: flags.session }), (id) => store.findSession(id));
  const checked = await verifyBatch(store, sessions, policyOf, rows, divisorOf(flags.temperature));
  for (const row of checked) for (const fault of row.faults) await printLine(`${place(row)}: ${fault}`);
  const wrong = checked.filter(({ faults }) => faults.length > 0).length;
  process.stderr.write(`${checked.length} rows compared, ${wrong} differ\n`);
  if (wrong > 0) throw new CheckFailed("what was trained is not what was recorded");
}

function divisorOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new UsageError(`--temperature is "${text}"; accepted is a number above 0`);
}

async function rowsOf(file: string): Promise<readonly DumpedRow[]> {
  const rows: DumpedRow[] = [];
  for await (const { source, number, text } of readLines([file])) {
    const row = rowOf(text, `${source}, line ${number}`);
    rows.push({ source, number, row });
  }
  if (rows.length === 0) throw new UsageError(`${file} holds no rows`);
  return rows;
}

function rowOf(text: string, at: string) {
  try {
    const row = readBatchRow(parseJson(text));
    if (row !== null) return row;
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const [issue] = error.issues;
    throw new UsageError(`${at}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  throw new UsageError(`${at} is no row of a trainer whose batches are read: ${BATCH_TRAINERS}`);
}

function place({ source, number, sample }: CheckedRow): string {
  const of = sample === null ? "" : ` (session ${sample.session}, sample ${sample.index})`;
  return `${source}, line ${number}${of}`;
}
