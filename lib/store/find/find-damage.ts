import { errorMessage } from "@/lib/core/base/error-message";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma } from "@/prisma/generated/client";

/** So many faults say enough. */
const MOST_NAMED = 20;

/** What the database finds wrong with itself: its pages and rows, and its search index. Call inside `exclusive`. */
export async function findDamage({ client, dialect }: Connection): Promise<readonly string[]> {
  const { words, from, check: failing } = dialect.damage;
  const rows = new RawRows({ words: rawColumn.text(words) });
  const found: string[] = [];
  const check = async (look: () => Promise<readonly string[]>): Promise<void> => {
    try {
      found.push(...(await look()));
    } catch (error) {
      found.push(errorMessage(error).trim().split("\n").at(-1) ?? "");
    }
  };
  await check(async () => {
    const said = rows.read(await rows.select(client, Prisma.sql`${from} LIMIT ${MOST_NAMED}`));
    return said.map((row) => row.words).filter((words) => words !== "ok");
  });
  await check(async () => {
    if (failing) await client.$executeRaw(failing);
    return [];
  });
  return found;
}
