import { assume } from "@/lib/core/base/assume";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Message } from "@/lib/core/message/message";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma } from "@/prisma/generated/client";

const BODIES = new RawRows({
  id: rawColumn.text(Prisma.sql`s."id"`),
  text: rawColumn.text(Prisma.sql`b."text"`),
});

/** Of each session the first message that holds the first of these words that any does. */
export async function findMessages(
  connection: Connection,
  ids: readonly string[],
  words: readonly string[],
): Promise<ReadonlyMap<string, Message>> {
  const found = new Map<string, Message>();
  for (const word of words) {
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length === 0) break;
    const rows = await connection.exclusive(() =>
      BODIES.select(
        connection.client,
        Prisma.sql`FROM "Session" s JOIN "MessageBody" b
          ON b."sessionKey" = s."key" AND b."number" = ${connection.dialect.bodyWith(word)}
        WHERE s."id" IN (${Prisma.join(missing)})`,
      ),
    );
    for (const { id, text } of BODIES.read(rows)) {
      found.set(id, assume<Message>(parseJson(text), "the column holds a message that the store wrote"));
    }
  }
  return found;
}
