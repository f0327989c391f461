import type { Annotation } from "@/lib/core/annotations/annotation";
import type { PrismaClient, Session as SessionRow } from "@/prisma/generated/client";

/**
 * The outcome of a session once annotations are written: the newest, whoever said it. Undefined where they change
 * nothing.
 */
export async function newestOutcome(
  client: PrismaClient,
  { key }: Pick<SessionRow, "key">,
  annotations: readonly Annotation[],
): Promise<string | undefined> {
  const said = annotations.filter(({ kind }) => kind === "outcome");
  const newest = said.reduce<Annotation | undefined>(
    (held, one) => (held === undefined || one.at >= held.at ? one : held),
    undefined,
  );
  if (newest === undefined || newest.value.form !== "text") return undefined;
  const later = await client.annotation.count({
    where: { sessionKey: key, kind: "outcome", at: { gt: BigInt(newest.at) } },
  });
  return later > 0 ? undefined : newest.value.text;
}
