import { asObject, asString } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { ShownPlace } from "@/lib/core/report/session-change";
import type { Connection } from "@/lib/store/connection";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { Prisma } from "@/prisma/generated/client";

/**
 * Tells whoever follows the changes, in any process, that somebody points at a place of a session. It changes nothing
 * of the session. Throws `SessionNotFoundError`.
 */
export async function showPlace(connection: Connection, session: string, place: ShownPlace): Promise<void> {
  const [count = 0] = await connection.execute([
    Prisma.sql`
      INSERT INTO "Change" ("sessionKey", "kind", "shown")
      SELECT "key", 'shown', ${stringifyJson(place)} FROM "Session" WHERE "id" = ${session}`,
  ]);
  if (count === 0) throw new SessionNotFoundError(session);
}

/** Reads what `showPlace` wrote. */
export function readShownPlace(text: string): ShownPlace {
  const { page, sentence, by } = asObject(parseJson(text), "shown");
  return { page: asString(page, "page"), sentence: asString(sentence, "sentence"), by: asString(by, "by") };
}
