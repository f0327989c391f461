import type { ManagedChanges, NumberedChange } from "@/lib/core/annotations/managed-change";
import type { Connection } from "@/lib/store/connection";
import { Prisma } from "@/prisma/generated/client";

/** Longer targets are cut: an address may be of any length. */
const LONGEST_TARGET = 1_000;

/** Who changed what, as rows of the database. */
export function managedChanges(connection: Connection): ManagedChanges {
  return {
    async add({ at, holder, person, address, action, target, status }) {
      await connection.execute(
        [
          Prisma.sql`
            INSERT INTO "ManagedChange" ("at", "holder", "person", "address", "action", "target", "status")
            VALUES (${BigInt(at)}, ${holder}, ${person}, ${address}, ${action}, ${target.slice(0, LONGEST_TARGET)}, ${status})`,
        ],
        "later",
      );
    },
    list: ({ before, target, limit }) =>
      connection.exclusive(async () => {
        const rows = await connection.client.managedChange.findMany({
          where: {
            ...(before === undefined ? {} : { key: { lt: before } }),
            ...(target === undefined ? {} : { target: { contains: target } }),
          },
          orderBy: { key: "desc" },
          take: limit,
        });
        return rows.map(({ key, at, ...rest }): NumberedChange => ({ number: key, at: Number(at), ...rest }));
      }),
  };
}
