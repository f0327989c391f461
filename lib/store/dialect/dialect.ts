import type { Prisma, PrismaClient } from "@/prisma/generated/client";

/**
 * What one database's SQL says otherwise than the other's. All other SQL of the store is one text for both: reals are
 * cast to DOUBLE PRECISION, truth values are not added up, and a parameter stands where its type can be told.
 */
export interface Dialect {
  readonly name: "sqlite" | "postgres";
  /** Whether several recorders write at once as a rule. */
  readonly isShared: boolean;
  /** A condition: whether a column of text holds this text anywhere, letters being what they are. */
  contains(column: Prisma.Sql, text: string): Prisma.Sql;
  /** A condition on `"Session" s`: whether any of its messages holds a word that begins so. */
  hasWord(word: string): Prisma.Sql;
  /** The number of a body of the session `s` that holds a word that begins so; null when none does. */
  bodyWith(word: string): Prisma.Sql;
  /**
   * What a transaction that writes begins with, so that other writers wait. Changes are numbered in the order in which
   * they become visible, so that who reads from a number on misses none.
   */
  readonly writeLock: Prisma.Sql;
  /**
   * A row for the beginning of a list of values whose columns are those of a table, where the database asks for their
   * types. It holds nothing but null. Null where values bring their own types.
   */
  typeRow(table: Prisma.ModelName, columns: readonly string[]): Prisma.Sql | null;
  /** How statements of one transaction all read one moment. */
  readonly snapshot: { readonly isolationLevel?: Prisma.TransactionIsolationLevel };
  /** What looks for damage: a column of words, the rows it is read from, and a statement that fails where there is. */
  readonly damage: {
    readonly words: Prisma.Sql;
    readonly from: Prisma.Sql;
    readonly check: Prisma.Sql | null;
  };
  /** What sets numbers that the database gives beyond those that rows came with; null where it does so by itself. */
  readonly afterCopy: Prisma.Sql | null;
  /** Writes something that changes nothing, to see whether writes go through. */
  probe(client: Pick<PrismaClient, "$executeRaw" | "$queryRawUnsafe">): Promise<unknown>;
}
