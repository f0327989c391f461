import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { SESSION_SORTS } from "@/lib/core/list/session-sort";
import type { Runtime } from "@/lib/server/runtime";
import { ManagementError } from "./management-error";

const schema = z.object({
  status: z.enum(["open", "finished", "dropped"]).optional(),
  search: z.string().optional(),
  filter: z.string().optional(),
  sort: z.enum(SESSION_SORTS).default("updated_at"),
  order: z.enum(["desc", "asc"]).default("desc"),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
  after: z.string().optional(),
  before: z.string().optional(),
});

/**
 * `GET /api/sessions`: one page of sessions, the last changed first unless said, and the cursor of the next.
 *
 * @throws ManagementError 400 for a parameter that does not fit.
 */
export async function answerSessionList({ store }: Runtime, request: Request): Promise<Response> {
  const query = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) {
    const issue = query.error.issues[0];
    throw new ManagementError(400, `${issue?.path.join(".")}: ${issue?.message}.`);
  }
  const { sessions, nextCursor } = await store.listSessions(query.data);
  return new Response(stringifyJson({ sessions, next_cursor: nextCursor }), {
    headers: { "content-type": "application/json" },
  });
}
