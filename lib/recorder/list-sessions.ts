import { z } from "zod";
import { stringifyJson } from "@/lib/core/stringify-json";
import { ManagementError } from "./management-error";
import type { Runtime } from "./runtime";

const schema = z.object({
  status: z.enum(["open", "finished", "dropped"]).optional(),
  search: z.string().optional(),
  filter: z.string().optional(),
  sort: z.enum(["updated_at", "created_at"]).default("updated_at"),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
  after: z.string().optional(),
  before: z.string().optional(),
});

/**
 * `GET /api/sessions`: one page of sessions, newest first, and the cursor of the next.
 *
 * @throws ManagementError 400 for a parameter that does not fit.
 */
export async function listSessions({ store }: Runtime, request: Request): Promise<Response> {
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
