import type { EvidenceBytes } from "@/lib/core/evidence/evidence-bytes";
import type { EvidenceReads } from "@/lib/core/evidence/evidence-reads";
import { BlobKeeper } from "@/lib/store/blobs/blob-keeper";
import type { BlobStore } from "@/lib/store/blobs/blob-store";
import type { Connection } from "@/lib/store/connection";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { TurnInput } from "@/lib/store/store";
import type { SessionReader } from "./session-reader";

/** Columns of more bytes than these are kept apart from the database, where there is a place for them. */
const MOST_IN_DATABASE = 65_536;

/** Keeps the bytes of evidence: small columns in the database, large ones where a place was named for them. */
export class TurnEvidenceBytes implements EvidenceReads {
  readonly #keeper: BlobKeeper | null;

  constructor(
    private readonly connection: Connection,
    private readonly sessions: SessionReader,
    private readonly blobs: BlobStore | null,
  ) {
    this.#keeper = blobs && new BlobKeeper(blobs);
  }

  /**
   * Puts the large columns of a turn in their place, and answers the turn without their bytes; with those that the place
   * did not take.
   */
  async keep(sessionId: string, input: TurnInput): Promise<TurnInput> {
    const keeper = this.#keeper;
    const { evidence = [], turn } = input;
    if (keeper === null || evidence.every((bytes) => (bytes?.length ?? 0) <= MOST_IN_DATABASE)) return input;
    const kept = evidence.map(async (bytes, at) => {
      const digest = turn.evidence?.[at]?.digest;
      if (bytes === null || digest === undefined || bytes.length <= MOST_IN_DATABASE) return bytes;
      return (await keeper.takes(sessionId, digest, bytes)) ? null : bytes;
    });
    const { promptIds, digest, createdAt } = input;
    return { turn, promptIds, digest, createdAt, evidence: await Promise.all(kept) };
  }

  /** Throws `SessionNotFoundError` where there is no such turn. */
  async read(sessionId: string, turnIndex: number): Promise<EvidenceBytes> {
    const { connection, sessions } = this;
    const state = await connection.inOrder(sessionId, () => sessions.current(sessionId));
    const turn = state.recording().turns[turnIndex - 1];
    if (turn === undefined) throw new SessionNotFoundError(sessionId, `there is no turn ${turnIndex}`);
    const columns = turn.evidence ?? [];
    if (columns.length === 0) return new Map();
    const where = { sessionKey: (await sessions.head(sessionId)).key, index: turnIndex };
    const rows = await connection.exclusive(() => connection.client.turnEvidence.findMany({ where }));
    const read = columns.map(async ({ kind, digest }) => {
      const held = rows.find((row) => row.kind === kind)?.bytes ?? null;
      const bytes =
        held === null ? ((await this.blobs?.get(sessionId, digest)) ?? null) : Uint8Array.from(held);
      return [kind, bytes] as const;
    });
    return new Map(await Promise.all(read));
  }

  /** Deletes what is kept of a session apart from the database. */
  async forget(sessionId: string): Promise<void> {
    await this.blobs?.remove(sessionId);
  }

  /** The chain over the evidence of all turns, hex. */
  async chain(sessionId: string): Promise<string | null> {
    const { evidenceChain } = await this.sessions.head(sessionId);
    return evidenceChain && Buffer.from(evidenceChain).toString("hex");
  }
}
