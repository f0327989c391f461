import { publicOrigin } from "@/lib/api/door/public-origin";
import type { Runtime } from "@/lib/server/runtime";
import type { Settings } from "@/lib/settings/settings";
import { fieldChanges } from "./audit/field-changes";
import type { NoteFields } from "./audit/noting-session";
import { openSessionBody } from "./open-session-body";
import { readManagementBody } from "./read-management-body";

type PublicSettings = Pick<Settings, "publicUrl">;

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
  note: NoteFields,
): Promise<Response> {
  const record = await recorder.open(
    await readManagementBody(openSessionBody, request, settings.bodyLimitBytes),
  );
  note(fieldChanges(null, record));
  const key = keys.sessionKey(record.id);
  const answer = {
    id: record.id,
    ...(key === null ? {} : { key }),
    ...baseUrls(settings, request, record.id, key),
  };
  const location = `/api/sessions/${encodeURIComponent(record.id)}`;
  return Response.json(answer, { status: 201, headers: { location } });
}

/**
 * The base URLs of a session. Where keys are asked for they carry its own, which names it: most clients can be given a
 * URL and nothing else.
 */
function baseUrls(settings: PublicSettings, request: Request, session: string, key: string | null): BaseUrls {
  const path = key === null ? `/s/${encodeURIComponent(session)}` : `/k/${encodeURIComponent(key)}`;
  const base = `${publicOrigin(settings, request)}${path}`;
  return { base_url: base, openai_base_url: `${base}/v1`, anthropic_base_url: base };
}
