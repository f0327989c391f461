import { isManagementAllowed } from "@/lib/recorder/edge/api-token";
import type { Runtime } from "@/lib/server/runtime";
import { getRuntime } from "@/lib/server/runtime";
import { ManagementError } from "./management-error";
import { managementErrorResponse } from "./management-error-response";

/**
 * Answers a management call: asks for the API token where one is set, and gives errors as
 * `{"error": {message, type}}`. Throw `ManagementError` for anything the caller did wrong.
 */
export async function manage(
  request: Request,
  answer: (runtime: Runtime) => Promise<Response>,
): Promise<Response> {
  try {
    const runtime = await getRuntime();
    if (!isManagementAllowed(request.headers, runtime.settings.apiToken)) {
      throw new ManagementError(
        401,
        "Give the API token as a bearer token, in the header x-turntree-token, or log in.",
      );
    }
    return await answer(runtime);
  } catch (error) {
    return managementErrorResponse(error);
  }
}
