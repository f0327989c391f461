import { assume } from "@/lib/core/base/assume";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Message } from "@/lib/core/message/message";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import type { TurnLead } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";

const LEADS = new RawRows({
  id: rawColumn.text(Prisma.sql`s."id"`),
  index: rawColumn.number(Prisma.sql`t."index"`),
  sampled_tokens: rawColumn.number(Prisma.sql`t."outputLength"`),
  finish_reason: rawColumn.text(Prisma.sql`t."finishReason"`),
  answer: rawColumn.textOrNull(Prisma.sql`b."text"`),
});

/** What each of some sessions' turns answered, without their tokens; turns count from 1. */
export async function readTurnLeads(
  connection: Connection,
  ids: readonly string[],
  from: number,
  to: number,
): Promise<ReadonlyMap<string, readonly TurnLead[]>> {
  const byId = new Map<string, TurnLead[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return byId;
  const rows = await connection.exclusive(() =>
    LEADS.select(
      connection.client,
      Prisma.sql`FROM "Session" s
        JOIN "Turn" t ON t."sessionKey" = s."key" AND t."index" BETWEEN ${from} AND ${to}
        LEFT JOIN "MessageBody" b ON b."sessionKey" = s."key" AND b."number" = t."responseBody"
        WHERE s."id" IN (${Prisma.join(ids)}) ORDER BY s."key", t."index"`,
    ),
  );
  for (const { id, answer, ...turn } of LEADS.read(rows)) {
    byId.get(id)?.push({
      ...turn,
      answer:
        answer === null
          ? null
          : assume<Message>(parseJson(answer), "the column holds a message that the store wrote"),
    });
  }
  return byId;
}
