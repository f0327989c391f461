import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import type { SessionHead } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";

const HEADS = new RawRows({
  id: rawColumn.text(Prisma.sql`"id"`),
  status: rawColumn.oneOf<SessionHead["status"]>(Prisma.sql`"status"`, ["open", "finished", "dropped"]),
  turns: rawColumn.number(Prisma.sql`"turnCount"`),
  revision: rawColumn.number(Prisma.sql`"revision"`),
});

/** How many sessions one question names. */
const MOST_AT_ONCE = 1000;

type HeadsById = Promise<ReadonlyMap<string, SessionHead>>;

/** Asks how sessions stand: all that are asked for in one tick, in one question. */
export class SessionHeads {
  #waiting: { readonly ids: Set<string>; readonly answer: HeadsById } | null = null;

  constructor(private readonly connection: Connection) {}

  /** Null when there is no such session. */
  async head(id: string): Promise<SessionHead | null> {
    if (this.#waiting === null || this.#waiting.ids.size === MOST_AT_ONCE) {
      const ids = new Set<string>();
      this.#waiting = { ids, answer: this.#askSoon(ids) };
    }
    this.#waiting.ids.add(id);
    const { answer } = this.#waiting;
    return (await answer).get(id) ?? null;
  }

  async #askSoon(ids: ReadonlySet<string>): HeadsById {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#waiting?.ids === ids) this.#waiting = null;
    const { client } = this.connection;
    const rows = await this.connection.exclusive(() =>
      HEADS.select(client, Prisma.sql`FROM "Session" WHERE "id" IN (${Prisma.join([...ids])})`),
    );
    return new Map(HEADS.read(rows).map(({ id, ...head }) => [id, head]));
  }
}
