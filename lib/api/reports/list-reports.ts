import { z } from "zod";
import { jsonResponse } from "@/lib/api/json-response";
import { ManagementError } from "@/lib/api/management-error";
import type { Runtime } from "@/lib/server/runtime";
import { headAnswer } from "./report-answer";

const number = (most: number) => z.coerce.number().int().min(1).max(most);

const queryShape = z.object({ limit: number(1_000).default(100), before: number(2 ** 31 - 1).optional() });

/** `GET /api/reports`: the newest first; `next` is the `before` of the page after. */
export async function listReports({ store }: Runtime, request: Request): Promise<Response> {
  const read = queryShape.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!read.success) throw new ManagementError(400, z.prettifyError(read.error));
  const found = await store.reports.list(read.data);
  const last = found.length === read.data.limit ? found.at(-1) : undefined;
  return jsonResponse({ reports: found.map(headAnswer), next: last?.number ?? null });
}
