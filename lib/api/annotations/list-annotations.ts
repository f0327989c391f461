import { managementCall } from "@/lib/api/management-call";
import { ManagementError } from "@/lib/api/management-error";
import { annotationText } from "@/lib/core/annotations/annotation-text";
import { foldAnnotations } from "@/lib/core/annotations/fold-annotations";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";

const ACCEPTED = ["kind", "producer", "all"];

/**
 * `GET /api/sessions/{id}/annotations`: those that count, as JSON lines in the order in which they were written; `all`
 * gives the older too.
 */
export function listAnnotations(request: Request, id: string): Promise<Response> {
  return managementCall(request, "read", async ({ store }) => {
    const query = new URL(request.url).searchParams;
    const unknown = [...query.keys()].find((name) => !ACCEPTED.includes(name));
    if (unknown !== undefined) {
      const said = `There is no parameter "${unknown}"; accepted are ${ACCEPTED.join(", ")}.`;
      throw new ManagementError(400, said);
    }
    if ((await store.findSession(id)) === null) throw new SessionNotFoundError(id);
    const [kinds, producer] = [query.getAll("kind"), query.get("producer")];
    const annotations = await store.readAnnotations(id, {
      ...(kinds.length > 0 && { kinds }),
      ...(producer !== null && { producer }),
    });
    const counting = query.get("all") === "true" ? annotations : foldAnnotations(annotations);
    const lines = counting.map((annotation) => `${annotationText(annotation, { session: id })}\n`);
    return new Response(lines.join(""), { headers: { "content-type": "text/jsonl; charset=utf-8" } });
  });
}
