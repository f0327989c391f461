import type { FacetCount, RewardClass } from "@/lib/core/list/facet-count";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import type { SessionSet } from "@/lib/store/store";
import { Prisma, type SessionFacets as SessionFacetsRow } from "@/prisma/generated/client";
import { sessionWhere } from "./session-where";

const REWARDS = ["none", "low", "high"] as const satisfies readonly RewardClass[];

/** A session in one number: its row in SessionFacets, then 2 bits of its reward and 3 of what happened in it. */
const CODE = Prisma.sql`s."facets" * 32 + CASE WHEN s."refusedTokens" > 0 THEN 1 ELSE 0 END
  + CASE WHEN s."driftSpans" > 0 THEN 2 ELSE 0 END + CASE WHEN s."forkCount" > 0 THEN 4 ELSE 0 END
  + CASE WHEN s."rewardValue" IS NULL THEN 0 WHEN s."rewardValue" > 0 THEN 16 ELSE 8 END`;

const CODES = new RawRows({
  codes: rawColumn.textOrNull(Prisma.sql`string_agg(CAST(${CODE} AS TEXT), ',')`),
});

/** What sessions with the same number in `facets` have in common. */
type FacetWords = Pick<SessionFacetsRow, "status" | "model" | "tokenizer" | "client" | "run"> & {
  readonly causes: readonly string[];
};

/** Counts sessions by what they have in common. Rows of SessionFacets never change, so they are read once. */
export class FacetCounter {
  readonly #known = new Map<number, FacetWords>();
  #lastKey = 0;

  constructor(private readonly connection: Connection) {}

  /** Throws `FilterError`. */
  async count(query: SessionSet): Promise<readonly FacetCount[]> {
    const { client, dialect } = this.connection;
    const where = sessionWhere(dialect, query);
    // One long text of numbers: to group in SQLite sorts 100,000 rows, which takes five times as long.
    const rows = await this.connection.exclusive(async () => {
      const codes = await CODES.select(client, Prisma.sql`FROM "Session" s WHERE ${where}`);
      await this.#learn();
      return codes;
    });
    const counts = countCodes(CODES.read(rows)[0]?.codes ?? "");
    return Array.from(counts, ([code, sessions]) => this.#facets(code, sessions));
  }

  /** What each number in `facets` stands for. */
  async words(): Promise<ReadonlyMap<number, FacetWords>> {
    await this.connection.exclusive(() => this.#learn());
    return this.#known;
  }

  async #learn(): Promise<void> {
    const rows = await this.connection.client.sessionFacets.findMany({
      where: { key: { gt: this.#lastKey } },
    });
    for (const { key, causes, ...words } of rows) {
      this.#known.set(key, { ...words, causes: causes === "" ? [] : causes.split("\n") });
      this.#lastKey = Math.max(this.#lastKey, key);
    }
  }

  #facets(code: number, sessions: number): FacetCount {
    const words = this.#known.get(Math.floor(code / 32));
    return {
      status: words?.status ?? "",
      model: words?.model ?? "",
      client: words?.client ?? "",
      run: words?.run ?? "",
      causes: words?.causes ?? [],
      forks: (code & 4) !== 0,
      drift: (code & 2) !== 0,
      refused: (code & 1) !== 0,
      reward: REWARDS[(code >> 3) & 3] ?? "none",
      sessions,
    };
  }
}

/** How often each number stands in a text of numbers and commas. */
function countCodes(text: string): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  let code = 0;
  for (let at = 0; at <= text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) code = code * 10 + digit;
    else if (text.length > 0) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
      code = 0;
    }
  }
  return counts;
}
