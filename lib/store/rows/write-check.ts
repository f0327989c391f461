import type { Connection } from "@/lib/store/connection";
import { hasRoomForCalls } from "./has-room-for-calls";

/** A database that took no write is tried again at most this often, in ms. */
const TRY_EVERY_MS = { damaged: 10_000, other: 1_000 } as const;

/** Whether the database takes writes: nothing is asked while it does, and it is tried now and then while it does not. */
export class WriteCheck {
  #triedAt = 0;

  constructor(private readonly connection: Connection) {}

  /** Throws `StoreFault` while the database takes no writes. */
  async check(): Promise<void> {
    const { fault } = this.connection;
    if (fault === null) return;
    const isDamaged = fault.kind === "damaged";
    const now = Date.now();
    if (now - this.#triedAt < TRY_EVERY_MS[isDamaged ? "damaged" : "other"]) throw fault;
    this.#triedAt = now;
    // What the probe writes is a page, and would fit where no call's turn does.
    if (fault.kind === "full" && !hasRoomForCalls(this.connection.file)) throw fault;
    // A damaged file takes some writes and others not: only a call shows whether it takes those of calls.
    if (!isDamaged) await this.connection.probe();
  }

  /** Why the database takes no writes, for people; null while it does. */
  async fault(): Promise<string | null> {
    if (this.connection.fault?.kind !== "damaged") await this.check().catch(() => undefined);
    return this.connection.fault?.message ?? null;
  }
}
