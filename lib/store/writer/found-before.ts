import type { Outcome, Write } from "@/lib/store/write";
import { holdsChange, holdsSession, holdsTurn } from "./found-statements";
import type { Transaction } from "./write-statements";

/**
 * Whether a batch whose commit was not answered was committed all the same: its changes stand in the log, and each of
 * its turns under its digest. A batch is written whole, so one sight that is missing says that nothing of it is there.
 */
export async function wasCommitted(
  transaction: Transaction,
  writes: readonly Write[],
  outcomes: readonly Outcome[],
): Promise<boolean> {
  let isSeen = false;
  for (const [at, write] of writes.entries()) {
    const outcome = outcomes[at];
    if (outcome?.type !== "written") continue;
    for (const change of outcome.changes) {
      if (!(await holdsChange(transaction, change))) return false;
      isSeen = true;
    }
    if (write.type === "turn" && !(await holdsWrittenTurn(transaction, write))) return false;
  }
  return isSeen;
}

/**
 * Whether a write that was given to a writer which has died is written already. A turn is known by its digest, a session
 * by when it was made or closed. What else is written twice says the same, but for two counts that people look at:
 * how often a reply was sent, and how many calls are missing.
 */
export async function isThere(transaction: Transaction, write: Write): Promise<boolean> {
  switch (write.type) {
    case "turn":
      return holdsWrittenTurn(transaction, write);
    case "open":
      return holdsSession(transaction, write.session, { createdAt: write.row.createdAt });
    case "import":
      return holdsSession(transaction, write.session, { updatedAt: write.row.updatedAt });
    case "patch":
      return (
        write.kind === "finished" &&
        holdsSession(transaction, write.session, { finishedAt: write.columns.finishedAt })
      );
    case "mark":
    case "unrecorded":
    case "drop":
    case "group":
    case "statements":
    case "probe":
      return false;
    default:
      return write satisfies never;
  }
}

function holdsWrittenTurn(
  transaction: Transaction,
  { session, turn, rows }: Extract<Write, { readonly type: "turn" }>,
): Promise<boolean> {
  return holdsTurn(transaction, session, turn, rows.turn.digest);
}
