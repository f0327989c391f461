import { assume } from "@/lib/core/base/assume";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Message } from "@/lib/core/message/message";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma } from "@/prisma/generated/client";

const TEXTS = new RawRows({ text: rawColumn.text(Prisma.sql`b."text"`) });

/** The messages that a session began with: nodes are numbered as they came, a parent before its children. */
export async function readOpening(
  connection: Connection,
  id: string,
  limit: number,
): Promise<readonly Message[]> {
  const rows = await connection.exclusive(() =>
    TEXTS.select(
      connection.client,
      Prisma.sql`FROM "Session" s
        JOIN "MessageNode" n ON n."sessionKey" = s."key"
        JOIN "MessageBody" b ON b."sessionKey" = s."key" AND b."number" = n."body"
        WHERE s."id" = ${id} ORDER BY n."number" LIMIT ${limit}`,
    ),
  );
  return TEXTS.read(rows).map(({ text }) =>
    assume<Message>(parseJson(text), "the column holds a message that the store wrote"),
  );
}
