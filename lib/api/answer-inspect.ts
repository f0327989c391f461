import { ZodError, z } from "zod";
import { manage } from "@/lib/api/manage";
import { ManagementError } from "@/lib/api/management-error";
import { BadQueryError } from "@/lib/inspect/bad-query-error";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectContextOf } from "./inspect-context-of";

/** Answers a read of the inspector, with what is missing as 404 and a query that does not fit as 400. */
export function answerInspect(
  request: Request,
  read: (context: InspectContext, query: URLSearchParams) => Promise<Response>,
): Promise<Response> {
  return manage(request, "read", async (runtime) => {
    try {
      return await read(inspectContextOf(runtime), new URL(request.url).searchParams);
    } catch (error) {
      if (error instanceof NotFoundError) throw new ManagementError(404, error.message);
      if (error instanceof BadQueryError) throw new ManagementError(400, error.message);
      if (error instanceof ZodError) throw new ManagementError(400, z.prettifyError(error));
      throw error;
    }
  });
}
