import { ManagementError } from "@/lib/api/management-error";
import { AnnotationError } from "@/lib/store/annotations/annotation-error";
import type { SessionAnnotations, Store } from "@/lib/store/store";
import type { GivenAnnotation } from "./given-annotation";

/** Annotations of a session, each with the line that gave it. */
export type GivenOfSessions = ReadonlyMap<string, readonly GivenAnnotation[]>;

/**
 * Writes what a request gave, all of it or none, and answers how much it was: `lines`; `written` and `known` count
 * annotations, of which a column over a line may be several. Throws `ManagementError` that names the line at fault.
 */
export async function writeGiven(store: Store, lines: number, given: GivenOfSessions): Promise<Response> {
  const batches = Array.from(given, ([session, of]): SessionAnnotations => {
    return { session, annotations: of.map(({ annotation }) => annotation) };
  });
  try {
    const { written, known } = await store.annotate(batches);
    return Response.json({ lines, sessions: batches.length, written, known });
  } catch (error) {
    throw withLine(error, given);
  }
}

/** The error with the line in front whose annotation is at fault. */
export function withLine(error: unknown, given: GivenOfSessions): unknown {
  if (!(error instanceof AnnotationError)) return error;
  const at = [...given.values()].flat().find(({ annotation }) => annotation === error.annotation);
  const where = at === undefined ? "" : `line ${at.line}: `;
  return new ManagementError(error.isConflict ? 409 : 400, `${where}${error.message}`);
}
