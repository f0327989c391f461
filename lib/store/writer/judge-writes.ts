import type { SessionStatus } from "@/lib/core/recording/session-fields";
import type { GroupWrite, Refusal, RefusedWrite, Write } from "@/lib/store/write";

/** A session as the writes before have left it. */
export interface WriteHead {
  readonly status: SessionStatus;
  readonly turnCount: number;
}

/** A write of one session. */
export type SessionWrite =
  | Exclude<Write, { readonly type: "probe" | "group" | "statements" }>
  | GroupWrite["parts"][number];

/** The parts of a write by their sessions; a write of one session is its own part. */
export function partsOf(write: Write): readonly SessionWrite[] {
  switch (write.type) {
    case "probe":
    case "statements":
      return [];
    case "group":
      return write.parts;
    default:
      return [write];
  }
}

/**
 * What becomes of a write that is carried out after those before it: null for one that may happen.
 *
 * @param heads The sessions as they stand, by id; brought to how the write leaves them.
 */
export function judgeWrite(write: Write, heads: Map<string, WriteHead>): RefusedWrite | null {
  const parts = partsOf(write);
  for (const part of parts) {
    const head = heads.get(part.session) ?? null;
    const why = refusalOf(part, head);
    if (why !== null) return { type: "refused", why, status: head?.status ?? null };
  }
  for (const part of parts) {
    const head = heads.get(part.session) ?? null;
    if (part.type !== "traces") heads.set(part.session, headAfter(part, head));
  }
  return null;
}

/** Whether a part that may happen has anything to be written to: lines of a session that is gone are not kept. */
export function isWritten(part: SessionWrite, heads: ReadonlyMap<string, WriteHead>): boolean {
  if (part.type !== "traces") return true;
  const head = heads.get(part.session);
  return head !== undefined && head.status !== "dropped";
}

function refusalOf(write: SessionWrite, head: WriteHead | null): Refusal | null {
  if (write.type === "open" || write.type === "import" || isOpening(write)) {
    return head === null ? null : "exists";
  }
  if (write.type === "traces") return null;
  if (head === null) return "missing";
  switch (write.type) {
    case "annotation":
      return head.status === "dropped" ? "closed" : null;
    case "turn":
      if (head.status !== "open") return "closed";
      return head.turnCount === write.turn - 1 ? null : "behind";
    case "mark":
      return write.turn >= 1 && write.turn <= head.turnCount ? null : "no_turn";
    case "patch":
      return write.needsOpen && head.status !== "open" ? "closed" : null;
    case "unrecorded":
    case "drop":
      return null;
    default:
      return write satisfies never;
  }
}

function isOpening(write: SessionWrite): boolean {
  return write.type === "turn" && write.opening !== null;
}

function headAfter(
  write: Exclude<SessionWrite, { readonly type: "traces" }>,
  head: WriteHead | null,
): WriteHead {
  const { status, turnCount } = head ?? { status: "open", turnCount: 0 };
  switch (write.type) {
    case "turn":
      return { status, turnCount: write.turn };
    case "patch":
      return { status: write.kind === "finished" ? "finished" : status, turnCount };
    case "drop":
      return { status: "dropped", turnCount: 0 };
    case "import":
      return { status: write.status, turnCount: write.turns.length };
    case "mark":
    case "open":
    case "unrecorded":
    case "annotation":
      return { status, turnCount };
    default:
      return write satisfies never;
  }
}

/**
 * Writes that may be carried out table by table: turns and marks of a session stand together, anything else of it
 * stands alone. The parts are carried out in order.
 */
export function inRounds<T extends { readonly write: SessionWrite }>(accepted: readonly T[]): T[][] {
  const rounds: T[][] = [];
  let mixes = new Map<string, boolean>();
  for (const one of accepted) {
    const { session, type } = one.write;
    const canMix = type === "turn" || type === "mark";
    const before = mixes.get(session);
    if (rounds.length === 0 || (before !== undefined && !(before && canMix))) {
      rounds.push([]);
      mixes = new Map();
    }
    mixes.set(session, canMix && (before ?? true));
    rounds.at(-1)?.push(one);
  }
  return rounds;
}
