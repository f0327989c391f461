import { z } from "zod";
import { jsonResponse } from "@/lib/api/json-response";
import { ManagementError } from "@/lib/api/management-error";
import type { Runtime } from "@/lib/server/runtime";

const MOST = 1_000;
const USUAL = 100;

const number = (most: number) => z.coerce.number().int().min(1).max(most);

const queryShape = z.object({
  limit: number(MOST).default(USUAL),
  before: number(2 ** 31 - 1).optional(),
  target: z.string().max(MOST).optional(),
});

/** `GET /api/audit`: who asked for which change, the newest first; `next` is the `before` of the page after. */
export async function answerAudit({ store }: Runtime, request: Request): Promise<Response> {
  const read = queryShape.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!read.success) throw new ManagementError(400, z.prettifyError(read.error));
  await store.caughtUp();
  const found = await store.changes.list(read.data);
  const last = found.length === read.data.limit ? found.at(-1) : undefined;
  return jsonResponse({ changes: found, next: last?.number ?? null });
}
