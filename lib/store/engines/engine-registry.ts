import { asObject } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { EngineRegistry, RegisteredEngine } from "@/lib/core/recording/registered-engine";
import type { Connection } from "@/lib/store/connection";
import { Prisma } from "@/prisma/generated/client";

/** The registered engines as rows of the database, which every recorder reads alike. */
export function engineRegistry(connection: Connection): EngineRegistry {
  const { client } = connection;
  /** Whether the statement found a row. */
  const changes = async (statement: Prisma.Sql): Promise<boolean> => {
    const [count = 0] = await connection.execute([statement]);
    return count > 0;
  };
  return {
    list: () =>
      connection.exclusive(async () => {
        const rows = await client.servedEngine.findMany({ orderBy: { model: "asc" } });
        return rows.map(
          ({ model, entry, draining, addedAt }): RegisteredEngine => ({
            model,
            entry: asObject(parseJson(entry), "entry"),
            isDraining: draining,
            addedAt: Number(addedAt),
          }),
        );
      }),
    add: (model, entry) =>
      changes(Prisma.sql`
        INSERT INTO "ServedEngine" ("model", "entry", "draining", "addedAt")
        VALUES (${model}, ${stringifyJson(entry)}, FALSE, ${BigInt(Date.now())})
        ON CONFLICT ("model") DO NOTHING`),
    setDraining: (model, isDraining) => {
      const draining = isDraining ? Prisma.sql`TRUE` : Prisma.sql`FALSE`;
      return changes(Prisma.sql`UPDATE "ServedEngine" SET "draining" = ${draining} WHERE "model" = ${model}`);
    },
    remove: (model) => changes(Prisma.sql`DELETE FROM "ServedEngine" WHERE "model" = ${model}`),
  };
}
