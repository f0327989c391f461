import type { Annotation } from "@/lib/core/annotations/annotation";
import { annotationIdentity } from "@/lib/core/annotations/annotation-identity";
import { annotationText } from "@/lib/core/annotations/annotation-text";
import { targetWords } from "@/lib/core/annotations/target-key";
import type { PrismaClient, Session as SessionRow } from "@/prisma/generated/client";
import { annotationOfColumns } from "./annotation-columns";
import { AnnotationError } from "./annotation-error";

/**
 * The annotations that the session does not have yet. A request that was carried out and comes again finds its own.
 * Throws `AnnotationError` for two of one moment with different values, and for one that comes twice in a request.
 */
export async function withoutKnown(
  client: PrismaClient,
  { id, key }: Pick<SessionRow, "id" | "key">,
  annotations: readonly Annotation[],
): Promise<readonly Annotation[]> {
  const asked = new Map<string, Annotation>();
  for (const annotation of annotations) {
    if (asked.has(annotationIdentity(annotation))) throw new AnnotationError(twice(annotation), annotation);
    asked.set(annotationIdentity(annotation), annotation);
  }
  const moments = [...new Set(annotations.map(({ at }) => at))];
  const rows = await client.annotation.findMany({
    where: { sessionKey: key, at: { in: moments.map(BigInt) } },
  });
  for (const row of rows) {
    const held = annotationOfColumns(row);
    const again = asked.get(annotationIdentity(held));
    if (again === undefined) continue;
    if (annotationText({ ...held, rewardRevision: null }) !== annotationText(again)) {
      throw new AnnotationError(`Session "${id}" has another value there: ${twice(again)}`, again, true);
    }
    asked.delete(annotationIdentity(held));
  }
  return [...asked.values()];
}

function twice({ producer, kind, target, at }: Annotation): string {
  return `${producer} says ${kind} of ${targetWords(target)} twice at the moment ${at}.`;
}
