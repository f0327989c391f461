import type { Annotation } from "@/lib/core/annotations/annotation";
import type { Connection } from "@/lib/store/connection";
import type { AnnotationQuery } from "@/lib/store/store";
import { annotationOfColumns } from "./annotation-columns";

/** The annotations of a session in the order in which they were written. Called inside `connection.exclusive`. */
export async function readAnnotations(
  connection: Connection,
  id: string,
  { kinds, producer }: AnnotationQuery = {},
): Promise<readonly Annotation[]> {
  const rows = await connection.client.annotation.findMany({
    where: {
      session: { id },
      ...(kinds && { OR: kinds.map(ofKind) }),
      ...(producer !== undefined && { producer }),
    },
    orderBy: { key: "asc" },
  });
  return rows.map(annotationOfColumns);
}

/** `score` means the scores of every name. */
function ofKind(kind: string) {
  return { kind: kind === "score" ? { startsWith: "score:" } : kind };
}
