import { groupBy } from "@/lib/core/base/group-by";
import { insertRows } from "@/lib/store/rows/insert-rows";
import type { SessionChange } from "@/lib/store/store";
import type { MarkWrite, PatchWrite, Row, TurnWrite } from "@/lib/store/write";
import type { SessionWrite } from "./judge-writes";
import {
  addTurnTotals,
  addUnrecorded,
  deleteOf,
  deleteRecorded,
  deleteTraces,
  insertChanges,
  insertSessions,
  insertTurns,
  type Transaction,
  type TurnTotals,
  updateSessions,
  updateTurns,
} from "./write-statements";

type OfType<Type extends SessionWrite["type"]> = Extract<SessionWrite, { readonly type: Type }>;

/** A write whose session has a key, and the revision that it gives the session. */
type Placed<W extends SessionWrite = SessionWrite> = {
  readonly write: W;
  readonly key: number;
  readonly revision: number;
};

/**
 * Carries out writes that stand together (`inRounds`), table by table with one statement each, and answers the changes
 * of each.
 *
 * @param keys Of the sessions that are there, by id; those that are made come to them.
 */
export async function carryOut(
  transaction: Transaction,
  writes: readonly SessionWrite[],
  keys: Map<string, number>,
): Promise<readonly (readonly SessionChange[])[]> {
  await openSessions(transaction, writes, keys);
  const changes = await noteChanges(transaction, writes, keys);
  const placed = writes.map((write, at): Placed => {
    const revision = changes[at]?.at(-1)?.revision ?? 0;
    return { write, key: keyOf(keys, write.session), revision };
  });
  const of = <Type extends SessionWrite["type"]>(type: Type): Placed<OfType<Type>>[] =>
    placed.flatMap(({ write, ...place }) => (isOfType(write, type) ? [{ write, ...place }] : []));
  const turns = of("turn");
  await insertTurns(transaction, [
    ...turns.map(({ key, write }) => ({ key, rows: write.rows })),
    ...of("import").flatMap(({ key, write }) => write.turns.map((rows) => ({ key, rows }))),
  ]);
  await addTurnTotals(transaction, totalsOf(turns));
  await mark(transaction, of("mark"));
  await patch(transaction, of("patch"));
  const missing = of("unrecorded").map(({ key, write }) => ({ key, reason: write.reason }));
  await addUnrecorded(transaction, missing);
  await drop(transaction, of("drop"));
  await annotate(transaction, of("annotation"), of("import"), of("traces"));
  await setRevisions(
    transaction,
    placed.filter(({ write }) => write.type !== "traces"),
  );
  return changes;
}

function isOfType<Type extends SessionWrite["type"]>(write: SessionWrite, type: Type): write is OfType<Type> {
  return write.type === type;
}

function keyOf(keys: ReadonlyMap<string, number>, session: string): number {
  const key = keys.get(session);
  if (key === undefined) throw new Error(`session "${session}" was given no key`);
  return key;
}

/** Those of imports have more columns than the others. */
async function openSessions(
  transaction: Transaction,
  writes: readonly SessionWrite[],
  keys: Map<string, number>,
): Promise<void> {
  const opened: Row[] = [];
  const imported: Row[] = [];
  for (const write of writes) {
    if (write.type === "open") opened.push(write.row);
    else if (write.type === "turn" && write.opening !== null) opened.push(write.opening);
    else if (write.type === "import") imported.push(write.row);
  }
  for (const rows of [opened, imported]) {
    for (const [id, key] of await insertSessions(transaction, rows)) keys.set(id, key);
  }
}

async function noteChanges(
  transaction: Transaction,
  writes: readonly SessionWrite[],
  keys: ReadonlyMap<string, number>,
): Promise<readonly (readonly SessionChange[])[]> {
  const notes = writes.map(notesOf);
  const keyed = writes.flatMap(({ session }, at) =>
    (notes[at] ?? []).map((note) => ({ ...note, key: keyOf(keys, session) })),
  );
  const revisions = await insertChanges(transaction, keyed);
  let next = 0;
  return writes.map(({ session }, at) =>
    (notes[at] ?? []).map((note) => ({ ...note, session, revision: revisions[next++] ?? 0 })),
  );
}

type Note = Pick<SessionChange, "kind" | "turn">;

function notesOf(write: SessionWrite): readonly Note[] {
  switch (write.type) {
    case "open":
      return [{ kind: "opened", turn: null }];
    case "turn":
      return [
        ...(write.opening === null ? [] : [{ kind: "opened" as const, turn: null }]),
        { kind: "turn", turn: write.turn },
      ];
    case "import":
      // The figures of a session are worked out when a turn comes.
      return write.turns.length > 0
        ? [{ kind: "turn", turn: write.turns.length }]
        : [{ kind: "opened", turn: null }];
    case "mark": {
      const { column } = write.mark;
      const isDelivery = column === "delivery" || column === "deliveries";
      return [{ kind: isDelivery ? "delivery" : "changed", turn: write.turn }];
    }
    case "patch":
      return [{ kind: write.kind, turn: null }];
    case "unrecorded":
      return [{ kind: "changed", turn: null }];
    case "drop":
      return [{ kind: "dropped", turn: null }];
    case "annotation":
      return [{ kind: "changed", turn: null }];
    case "traces":
      return [];
    default:
      return write satisfies never;
  }
}

/** One row a session, however many of its turns there are. */
function totalsOf(turns: readonly Placed<TurnWrite>[]): readonly TurnTotals[] {
  const totals = new Map<number, TurnTotals>();
  for (const { key, revision, write } of turns) {
    const { chain, evidenceChain, lastTurnAt, updatedAt, sampled, nodes, forks, length } = write.sums;
    const before = totals.get(key);
    totals.set(key, {
      key,
      revision,
      turnCount: write.turn,
      chain,
      evidenceChain,
      lastTurnAt,
      updatedAt,
      sampled: (before?.sampled ?? 0) + sampled,
      nodes: (before?.nodes ?? 0) + nodes,
      forks: (before?.forks ?? 0) + forks,
      length: Math.max(before?.length ?? 0, length),
    });
  }
  return [...totals.values()];
}

/** The last of what was said of a turn stands. */
async function mark(transaction: Transaction, marks: readonly Placed<MarkWrite>[]): Promise<void> {
  for (const [column, ofColumn] of groupBy(marks, ({ write }) => write.mark.column)) {
    const byTurn = groupBy(ofColumn, ({ key, write }) => `${key} ${write.turn}`);
    const last = [...byTurn.values()].flatMap((said) => {
      const { key, write } = said.at(-1) ?? {};
      return key === undefined || write === undefined
        ? []
        : [{ key, turn: write.turn, mark: write.mark, times: said.length }];
    });
    await updateTurns(transaction, column, last);
  }
}

/** Sets the columns of each of these in its session, those of the same columns together. */
async function setColumns(
  transaction: Transaction,
  writes: readonly Placed<OfType<"patch" | "annotation" | "drop">>[],
): Promise<void> {
  for (const alike of groupBy(writes, ({ write }) => Object.keys(write.columns).join()).values()) {
    const columns = Object.keys(alike[0]?.write.columns ?? {});
    if (columns.length === 0) continue;
    const rows = alike.map(({ key, write }) => ({ key, values: columns.map((name) => write.columns[name]) }));
    await updateSessions(transaction, columns, rows);
  }
}

async function patch(transaction: Transaction, patches: readonly Placed<PatchWrite>[]): Promise<void> {
  await setColumns(transaction, patches);
  await replaceRows(transaction, "SessionCause", patches, ({ causes }) =>
    causes?.map(({ subject, cause, count, tokens }) => ({ subject, cause, count, tokens })),
  );
  await replaceRows(transaction, "SessionFlag", patches, ({ flags }) =>
    flags?.map(({ flag, detail, count, tokens, turn, start, length }) => ({
      flag,
      detail,
      count,
      tokens,
      turn,
      start,
      length,
    })),
  );
}

/** Writes what patches say of their sessions in place of what was said before; nothing where they say nothing. */
async function replaceRows(
  transaction: Transaction,
  table: "SessionCause" | "SessionFlag",
  patches: readonly Placed<PatchWrite>[],
  rowsOf: (write: PatchWrite) => readonly Record<string, string | number | null>[] | undefined,
): Promise<void> {
  const said = patches.flatMap(({ key, write }) => {
    const rows = rowsOf(write);
    return rows === undefined ? [] : [{ key, rows }];
  });
  await deleteOf(
    transaction,
    table,
    said.map(({ key }) => key),
  );
  await insertRows(
    transaction.client,
    table,
    said.flatMap(({ key, rows }) => rows.map((row) => ({ sessionKey: key, ...row }))),
  );
}

async function annotate(
  transaction: Transaction,
  parts: readonly Placed<OfType<"annotation">>[],
  imports: readonly Placed<OfType<"import">>[],
  traced: readonly Placed<OfType<"traces">>[],
): Promise<void> {
  const keyed = <W extends SessionWrite>(
    placed: readonly Placed<W>[],
    rowsOf: (write: W) => readonly Row[],
  ) => placed.flatMap(({ key, write }) => rowsOf(write).map((row) => ({ ...row, sessionKey: key })));
  await insertRows(transaction.client, "Annotation", [
    ...keyed(parts, ({ rows }) => rows),
    ...keyed(imports, ({ annotations }) => annotations),
  ]);
  await setColumns(transaction, parts);
  for (const { key, write } of traced) {
    await deleteTraces(
      transaction,
      key,
      write.rows.map(({ digest }) => digest),
    );
  }
  await insertRows(transaction.client, "SampleTrace", [
    ...keyed(traced, ({ rows }) => rows),
    ...keyed(imports, ({ traces }) => traces),
  ]);
}

async function drop(transaction: Transaction, drops: readonly Placed<OfType<"drop">>[]): Promise<void> {
  await deleteRecorded(
    transaction,
    drops.map(({ key }) => key),
  );
  await setColumns(transaction, drops);
}

/** That of a session with a turn is set with the turn's totals, unless something came after it. */
async function setRevisions(transaction: Transaction, placed: readonly Placed[]): Promise<void> {
  const last = new Map<number, Placed>();
  for (const one of placed) last.set(one.key, one);
  const rows = [...last.values()]
    .filter(({ write }) => write.type !== "turn")
    .map(({ key, revision }) => ({ key, values: [BigInt(revision)] }));
  await updateSessions(transaction, ["revision"], rows);
}
