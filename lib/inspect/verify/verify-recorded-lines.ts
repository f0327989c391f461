import type { NumberedLine } from "@/lib/core/file/numbered-line";
import { importTurns } from "@/lib/store/import/import-turns";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { SessionImport } from "@/lib/store/store";
import type { Fault } from "./fault";
import type { VerifySource } from "./verify-session";

/**
 * Checks the lines of a `turns.jsonl`. They must hold together as an import wants it, turn by turn up to the digest
 * over its tokens. The digests must be those of the turns in the database. Answers the faults, and how many sessions
 * were read.
 */
export async function verifyRecordedLines(
  store: VerifySource,
  lines: AsyncIterable<NumberedLine>,
): Promise<{ readonly faults: Fault[]; readonly sessions: number }> {
  const faults: Fault[] = [];
  const compare = async ({ session, turns }: SessionImport) => {
    faults.push(
      ...(await differences(
        store,
        session.id,
        turns.map(({ digest }) => digest),
      )),
    );
  };
  const report = await importTurns({ importSession: compare }, lines);
  for (const { line, session, reason } of report.refused) {
    faults.push({ session: session ?? "", turn: null, sample: null, reason: `line ${line}: ${reason}` });
  }
  return { faults, sessions: report.sessions.length };
}

async function differences(store: VerifySource, session: string, told: readonly string[]): Promise<Fault[]> {
  const fault = (reason: string, turn: number | null = null) => ({ session, turn, sample: null, reason });
  try {
    const held = await store.readDigests(session);
    const other = told.findIndex((digest, i) => held[i] !== undefined && digest !== held[i]);
    return [
      ...(other === -1 ? [] : [fault("the file holds other tokens than the database", other + 1)]),
      ...(told.length === held.length
        ? []
        : [fault(`the file holds ${told.length} turns and the database ${held.length}`)]),
    ];
  } catch (error) {
    if (error instanceof SessionNotFoundError) return [fault("the session is not in the database")];
    throw error;
  }
}
