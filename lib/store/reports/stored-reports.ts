import type { ReportHead, Reports } from "@/lib/core/report/stored-report";
import type { Connection } from "@/lib/store/connection";
import { Prisma } from "@/prisma/generated/client";

const HEAD = { key: true, id: true, createdAt: true, holder: true, person: true, title: true } as const;

/** Reports as rows of the database. */
export function storedReports(connection: Connection): Reports {
  const { report: rows } = connection.client;
  return {
    async add({ id, createdAt, holder, person, title, text }) {
      await connection.execute([
        Prisma.sql`
          INSERT INTO "Report" ("id", "createdAt", "holder", "person", "title", "text")
          VALUES (${id}, ${BigInt(createdAt)}, ${holder}, ${person}, ${title}, ${text})`,
      ]);
    },
    find: (id) =>
      connection.exclusive(async () => {
        const row = await rows.findUnique({ where: { id } });
        return row && { ...headOf(row), text: row.text };
      }),
    list: ({ before, limit }) =>
      connection.exclusive(async () => {
        const found = await rows.findMany({
          where: before === undefined ? {} : { key: { lt: before } },
          orderBy: { key: "desc" },
          take: limit,
          select: HEAD,
        });
        return found.map(headOf);
      }),
    async remove(id) {
      const [count = 0] = await connection.execute([Prisma.sql`DELETE FROM "Report" WHERE "id" = ${id}`]);
      return count > 0;
    },
  };
}

type ReportRow = Omit<ReportHead, "number" | "createdAt"> & {
  readonly key: number;
  readonly createdAt: bigint;
};

function headOf({ key, id, createdAt, holder, person, title }: ReportRow): ReportHead {
  return { number: key, id, createdAt: Number(createdAt), holder, person, title };
}
