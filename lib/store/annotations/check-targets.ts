import type { Annotation } from "@/lib/core/annotations/annotation";
import { targetFault } from "@/lib/core/annotations/target-fault";
import type { PrismaClient, Session as SessionRow } from "@/prisma/generated/client";
import { AnnotationError } from "./annotation-error";

/**
 * Looks whether the turns and the tokens that annotations are about are there, and the exported lines. Throws
 * `AnnotationError`. Leaves and messages are named by a policy's tree: whoever has one looks for them.
 */
export async function checkTargets(
  client: PrismaClient,
  session: Pick<SessionRow, "id" | "key" | "turnCount">,
  annotations: readonly Annotation[],
): Promise<void> {
  const lengths = await outputLengths(client, session.key, annotations);
  const digests = await knownDigests(client, session.key, annotations);
  const known = {
    id: session.id,
    turns: session.turnCount,
    sampledOf: (turn: number) => lengths.get(turn),
    hasExported: (digest: string) => digests.has(digest),
  };
  for (const annotation of annotations) {
    const reason = targetFault(annotation, known);
    if (reason !== null) throw new AnnotationError(reason, annotation);
  }
}

async function outputLengths(
  client: PrismaClient,
  sessionKey: number,
  annotations: readonly Annotation[],
): Promise<ReadonlyMap<number, number>> {
  if (!annotations.some(({ target }) => target.on === "turn" || target.on === "range")) return new Map();
  const rows = await client.turn.findMany({
    where: { sessionKey },
    select: { index: true, outputLength: true },
  });
  return new Map(rows.map(({ index, outputLength }) => [index, outputLength]));
}

async function knownDigests(
  client: PrismaClient,
  sessionKey: number,
  annotations: readonly Annotation[],
): Promise<ReadonlySet<string>> {
  if (!annotations.some(({ target }) => target.on === "sample")) return new Set();
  const rows = await client.sampleTrace.findMany({ where: { sessionKey }, select: { digest: true } });
  return new Set(rows.map(({ digest }) => Buffer.from(digest).toString("hex")));
}
