import { insertRows } from "@/lib/store/rows/insert-rows";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import type { TurnRows } from "./session-state";

/** The statements that write turns of a session with every new body and node in them. */
export function insertTurns(
  client: PrismaClient,
  turns: readonly TurnRows[],
): readonly Prisma.PrismaPromise<number>[] {
  return [
    ...insertRows(
      client,
      "MessageBody",
      turns.flatMap(({ bodies }) => bodies),
    ),
    ...insertRows(
      client,
      "MessageNode",
      turns.flatMap(({ nodes }) => nodes),
    ),
    ...insertRows(
      client,
      "Turn",
      turns.map(({ turn }) => turn),
    ),
    ...insertRows(
      client,
      "TurnLists",
      turns.map(({ lists }) => lists),
    ),
    ...insertRows(
      client,
      "TurnOutput",
      turns.map(({ output }) => output),
    ),
  ];
}
