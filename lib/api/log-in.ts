import { callerAddress } from "@/lib/api/door/caller-address";
import { GuessLimiter } from "@/lib/api/door/guess-limiter";
import { API_TOKEN_COOKIE, isManagementAllowed } from "@/lib/recorder/edge/api-token";
import { readBody } from "@/lib/recorder/edge/read-body";
import type { Settings } from "@/lib/settings/settings";
import { ManagementError } from "./management-error";
import { managementErrorResponse } from "./management-error-response";

/** A form with one token in it is no longer. */
const LONGEST_FORM_BYTES = 1024;

const FORM = "application/x-www-form-urlencoded";

const guesses = new GuessLimiter();

/** Keeps the API token in a cookie that scripts cannot read, so that the pages work without a header. */
export async function logIn({ apiToken }: Pick<Settings, "apiToken">, request: Request): Promise<Response> {
  try {
    const cookie = `${API_TOKEN_COOKIE}=${encodeURIComponent(await readToken(request))}`;
    const address = callerAddress(request.headers);
    const wait = guesses.take(address);
    if (wait > 0) return tooMany(wait);
    if (!isManagementAllowed(new Headers({ cookie }), apiToken)) return lead("/login/refused");
    guesses.forget(address);
    return lead("/sessions", { "set-cookie": `${cookie}; Path=/; HttpOnly; SameSite=strict` });
  } catch (error) {
    return managementErrorResponse(error);
  }
}

async function readToken(request: Request): Promise<string> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== FORM) {
    await request.body?.cancel();
    throw new ManagementError(400, `Send the token as a form: content-type ${FORM}, token=….`);
  }
  return new URLSearchParams(await readBody(request, LONGEST_FORM_BYTES)).get("token") ?? "";
}

function lead(location: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 303, headers: { ...headers, location } });
}

function tooMany(waitMs: number): Response {
  const message = "Too many wrong tokens came from this address; try again in a few seconds.";
  const response = managementErrorResponse(new ManagementError(429, message));
  response.headers.set("retry-after", String(Math.ceil(waitMs / 1000)));
  return response;
}
