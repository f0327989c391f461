import type { Runtime } from "@/lib/server/runtime";
import { baseUrls } from "./base-urls";
import { openSessionBody } from "./open-session-body";
import { readManagementBody } from "./read-management-body";

/** `POST /api/sessions`: opens a session and answers 201 with the URLs that clients are given. */
export async function openSessionCall({ recorder, settings }: Runtime, request: Request): Promise<Response> {
  const record = await recorder.open(
    await readManagementBody(openSessionBody, request, settings.bodyLimitBytes),
  );
  return Response.json(
    { id: record.id, ...baseUrls(request, record.id, settings.apiToken) },
    { status: 201 },
  );
}
