import type { CallRequest } from "@/lib/wire/protocol";
import type { CallTarget } from "./answer-call";
import { isCallAllowed } from "./api-token";
import { CallError } from "./call-error";
import { parseBody } from "./parse-body";
import { readBody } from "./read-body";
import type { Settings } from "./settings";

/**
 * Reads a call from its HTTP request.
 *
 * @throws CallError 401, 413, 400; RequestError for a body that does not fit its protocol.
 */
export async function readCall(
  settings: Settings,
  target: CallTarget,
  request: Request,
): Promise<CallRequest> {
  if (!isCallAllowed(request.headers, target.token, settings.apiToken)) {
    throw new CallError({
      status: 401,
      kind: "unauthorised",
      message: "Give the API token in the header x-turntree-token or as the path prefix /t/{token}.",
    });
  }
  const body = parseBody(await readBody(request, settings.bodyLimitBytes));
  return target.protocol.parseRequest(body, { media: settings.media });
}
