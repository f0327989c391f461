import { ZodError, z } from "zod";
import { publicOrigin } from "@/lib/api/door/public-origin";
import { inspectContextOf } from "@/lib/api/inspect-context-of";
import { manage } from "@/lib/api/manage";
import { ManagementError } from "@/lib/api/management-error";
import { readManagementBody } from "@/lib/api/read-management-body";
import { BadQueryError } from "@/lib/inspect/bad-query-error";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { pagePlace } from "@/lib/inspect/session/page-place";
import { personOf } from "@/lib/recorder/keys/trusted-person";
import { whoManages } from "@/lib/recorder/keys/who-manages";
import type { Runtime } from "@/lib/server/runtime";
import { viewBody } from "./view-body";

type PointedPlace = z.infer<typeof viewBody>;

/**
 * `POST /api/view`: points at a place of a session. Open pages that follow go there, the others say that something is
 * shown. Answers the address of the page, for whoever looks later.
 */
export function pointAt(request: Request): Promise<Response> {
  return manage(request, "run", async (runtime) => {
    const { store, settings, gate } = runtime;
    const place = await readManagementBody(viewBody, request, settings.bodyLimitBytes);
    const page = await pageOf(runtime, place);
    const { session, sentence } = place;
    const by = personOf(request.headers) ?? whoManages(gate, request.headers).kind;
    await store.showPlace(session, { page, sentence, by });
    return Response.json({ session, page: `${publicOrigin(settings, request)}${page}`, sentence });
  });
}

async function pageOf(runtime: Runtime, { session, policy, ...at }: PointedPlace): Promise<string> {
  const query = new URLSearchParams(policy === undefined ? {} : { policy });
  try {
    const inspected = await inspectSession(inspectContextOf(runtime), session, query);
    for (const [name, value] of Object.entries(pagePlace(inspected, at)))
      if (value !== undefined) query.set(name, String(value));
  } catch (error) {
    if (error instanceof NotFoundError) throw new ManagementError(404, error.message);
    if (error instanceof BadQueryError) throw new ManagementError(400, error.message);
    if (error instanceof ZodError) throw new ManagementError(400, z.prettifyError(error));
    throw error;
  }
  const told = query.toString();
  return `/sessions/${encodeURIComponent(session)}${told === "" ? "" : `?${told}`}`;
}
