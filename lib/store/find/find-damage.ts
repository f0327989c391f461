import { errorMessage } from "@/lib/core/base/error-message";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";

/** So many faults say enough. */
const MOST_NAMED = 20;

const CHECK = new RawRows({ words: rawColumn.text(Prisma.sql`"quick_check"`) });

/** What SQLite finds wrong with the file: its pages and rows, and the search index, which it does not look into. */
export async function findDamage(client: PrismaClient): Promise<readonly string[]> {
  const found: string[] = [];
  const check = async (look: () => Promise<readonly string[]>): Promise<void> => {
    try {
      found.push(...(await look()));
    } catch (error) {
      found.push(errorMessage(error).trim().split("\n").at(-1) ?? "");
    }
  };
  await check(async () => {
    const rows = CHECK.read(
      await CHECK.select(client, Prisma.sql`FROM pragma_quick_check LIMIT ${MOST_NAMED}`),
    );
    return rows.map((row) => row.words).filter((words) => words !== "ok");
  });
  await check(async () => {
    await client.$executeRaw`INSERT INTO "MessageSearch"("MessageSearch") VALUES ('integrity-check')`;
    return [];
  });
  return found;
}
