import { z } from "zod";
import { assume } from "@/lib/core/base/assume";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";

/** A column of a query given as SQL: the expression that it selects, and what may come of it. */
interface RawColumn<T> {
  readonly sql: Prisma.Sql;
  readonly shape: z.ZodType<T>;
}

type RowOf<C> = { readonly [Name in keyof C]: C[Name] extends RawColumn<infer T> ? T : never };

/**
 * The kinds of columns. Each is cast to its type: SQLite gives every value a type of its own, the driver takes the
 * first row's for the whole column, and a column that begins with a whole number would lose the fractions below it.
 * Whole numbers come exact up to 2^53.
 */
export const rawColumn = {
  number: (sql: Prisma.Sql): RawColumn<number> => ({
    sql: Prisma.sql`CAST(${sql} AS DOUBLE PRECISION)`,
    shape: z.number(),
  }),
  numberOrNull: (sql: Prisma.Sql): RawColumn<number | null> => ({
    sql: Prisma.sql`CAST(${sql} AS DOUBLE PRECISION)`,
    shape: z.number().nullable(),
  }),
  text: (sql: Prisma.Sql): RawColumn<string> => ({
    sql: Prisma.sql`CAST(${sql} AS TEXT)`,
    shape: z.string(),
  }),
  oneOf: <T extends string>(sql: Prisma.Sql, values: readonly T[]): RawColumn<T> => ({
    sql: Prisma.sql`CAST(${sql} AS TEXT)`,
    shape: z.enum(values),
  }),
  textOrNull: (sql: Prisma.Sql): RawColumn<string | null> => ({
    sql: Prisma.sql`CAST(${sql} AS TEXT)`,
    shape: z.string().nullable(),
  }),
};

/**
 * The one way to read rows with SQL, for what Prisma's own queries cannot say. Throws when a row is not what its
 * columns promise.
 *
 * @example
 * const rows = new RawRows({ mean: rawColumn.number(Prisma.sql`AVG(s."rewardValue")`) });
 * rows.read(await rows.select(client, Prisma.sql`FROM "Session" s`)); // [{ mean: 0.5 }]
 */
export class RawRows<C extends Readonly<Record<string, RawColumn<unknown>>>> {
  /** The columns with their names, as after SELECT or RETURNING. */
  readonly selected: Prisma.Sql;
  readonly #rows: z.ZodType<unknown>;

  constructor(columns: C) {
    const named = Object.entries(columns);
    this.selected = Prisma.join(
      named.map(([name, { sql }]) => Prisma.sql`${sql} AS ${Prisma.raw(`"${name}"`)}`),
    );
    this.#rows = z.array(z.object(Object.fromEntries(named.map(([name, { shape }]) => [name, shape]))));
  }

  /** The query from its FROM on; the columns are selected before it. */
  select(client: Pick<PrismaClient, "$queryRaw">, from: Prisma.Sql): Prisma.PrismaPromise<unknown> {
    return client.$queryRaw`SELECT ${this.selected} ${from}`;
  }

  read(rows: unknown): readonly RowOf<C>[] {
    return assume<readonly RowOf<C>[]>(this.#rows.parse(rows), "the schema is made of the columns' own");
  }
}
