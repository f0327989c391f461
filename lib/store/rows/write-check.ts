import { StoreFault } from "@/lib/core/base/store-fault";
import type { Connection } from "@/lib/store/connection";
import { hasRoomForCalls } from "./has-room-for-calls";

/** A database that took no write is tried again at most this often, in ms. */
const TRY_EVERY_MS = { damaged: 10_000, other: 1_000 } as const;

/** Further behind than so many writes, or with one that waits for so long (ms), no more calls are taken. */
const MOST_BEHIND = { writes: 4_096, waitedMs: 15_000 };

/** How often the room of the disk is looked at while the database takes writes, in ms. */
const LOOK_EVERY_MS = 100;

/**
 * Whether the database takes writes. While it does, the disk is asked for its room alone, so that no call is sampled for
 * which there is none. While it does not, it is tried now and then.
 */
export class WriteCheck {
  #triedAt = 0;
  #lookedAt = 0;

  /** @param bounds how far behind the writer may be. */
  constructor(
    private readonly connection: Connection,
    private readonly bounds = MOST_BEHIND,
  ) {}

  /** Throws `StoreFault` while the database takes no writes, and while those that wait are more than it keeps up with. */
  async check(): Promise<void> {
    const { fault, dialect, name, backlog } = this.connection;
    if (backlog.writes > this.bounds.writes || backlog.waitedMs > this.bounds.waitedMs) {
      throw StoreFault.about(name, "behind");
    }
    if (fault === null) {
      this.#look(name, dialect.name === "sqlite");
      return;
    }
    const isDamaged = fault.kind === "damaged";
    const now = Date.now();
    if (now - this.#triedAt < TRY_EVERY_MS[isDamaged ? "damaged" : "other"]) throw fault;
    this.#triedAt = now;
    // What the probe writes is a page, and would fit where no call's turn does.
    if (fault.kind === "full" && dialect.name === "sqlite" && !hasRoomForCalls(name)) throw fault;
    // A damaged file takes some writes and others not: only a call shows whether it takes those of calls.
    if (!isDamaged) await this.connection.write({ type: "probe" });
  }

  #look(file: string, isFile: boolean): void {
    const now = Date.now();
    if (!isFile || now - this.#lookedAt < LOOK_EVERY_MS) return;
    if (!hasRoomForCalls(file)) throw StoreFault.about(file, "full");
    this.#lookedAt = now;
  }

  /** Why the database takes no writes, for people; null while it does. */
  async fault(): Promise<string | null> {
    const isDamaged = this.connection.fault?.kind === "damaged";
    const found = isDamaged ? null : await this.check().catch((error: unknown) => error);
    if (found instanceof StoreFault) return found.message;
    return this.connection.fault?.message ?? null;
  }
}
