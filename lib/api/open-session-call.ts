import type { Runtime } from "@/lib/server/runtime";
import { openSessionBody } from "./open-session-body";
import { readManagementBody } from "./read-management-body";

/** The URLs that a trainer hands to clients. */
interface BaseUrls {
  readonly base_url: string;
  readonly openai_base_url: string;
  readonly anthropic_base_url: string;
}

/** `POST /api/sessions`: opens a session and answers 201 with the URLs that clients are given, and the key in them. */
export async function openSessionCall(
  { recorder, settings, keys }: Runtime,
  request: Request,
): Promise<Response> {
  const record = await recorder.open(
    await readManagementBody(openSessionBody, request, settings.bodyLimitBytes),
  );
  const key = keys.sessionKey(record.id);
  const answer = { id: record.id, ...(key === null ? {} : { key }), ...baseUrls(request, record.id, key) };
  return Response.json(answer, { status: 201 });
}

/** Where clients reach this server: as the caller reached it, a proxy's word included. */
function originOf(request: Request): string {
  const url = new URL(request.url);
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? url.host;
  const scheme = request.headers.get("x-forwarded-proto") ?? url.protocol.replace(":", "");
  return `${scheme}://${host}`;
}

/**
 * The base URLs of a session. Where keys are asked for they carry its own, which names it: most clients can be given a
 * URL and nothing else.
 */
function baseUrls(request: Request, session: string, key: string | null): BaseUrls {
  const path = key === null ? `/s/${encodeURIComponent(session)}` : `/k/${encodeURIComponent(key)}`;
  const base = `${originOf(request)}${path}`;
  return { base_url: base, openai_base_url: `${base}/v1`, anthropic_base_url: base };
}
