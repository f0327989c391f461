import { readBody } from "@/lib/recorder/edge/read-body";
import { callerAddress } from "@/lib/recorder/keys/caller-address";
import { keyCookie } from "@/lib/recorder/keys/key-cookie";
import type { KeyGate } from "@/lib/recorder/keys/key-gate";
import { wrongKey } from "@/lib/recorder/keys/wrong-key";
import { ManagementError } from "./management-error";
import { managementErrorResponse } from "./management-error-response";

/** A form with one token in it is no longer. */
const LONGEST_FORM_BYTES = 1024;

const FORM = "application/x-www-form-urlencoded";

const REFUSED = "/login/refused";

/** Keeps a key in a cookie that scripts cannot read, so that the pages work without a header. */
export async function logIn(gate: KeyGate, request: Request): Promise<Response> {
  try {
    const token = await readToken(request);
    const key = gate.recognise([token], callerAddress(request.headers));
    switch (key.kind) {
      case "waits": {
        const { status, message, retryAfterSeconds } = wrongKey(key);
        throw new ManagementError(status, message, retryAfterSeconds);
      }
      case "none":
      case "wrong":
      // Pages are for those who look. In a browser's cookie a trainer's key would finish sessions.
      case "trainer":
      case "session":
        return lead(`${REFUSED}${new URL(request.url).search}`);
      case "open":
      case "admin":
      case "reader":
        return lead(askedFor(request), { "set-cookie": keyCookie(token, request) });
      default:
        return key satisfies never;
    }
  } catch (error) {
    return managementErrorResponse(error);
  }
}

/** The page that was asked for when the form was shown; one of another host would be led to by a link to the form. */
function askedFor(request: Request): string {
  const here = new URL(request.url);
  const to = here.searchParams.get("to") ?? "";
  if (!to.startsWith("/") || !URL.canParse(to, here)) return "/sessions";
  const { origin, pathname, search } = new URL(to, here);
  // Two slashes at the beginning would name another host to the browser.
  const isPage = origin === here.origin && !/^\/(\/|login(\/|$))/.test(pathname);
  return isPage ? `${pathname}${search}` : "/sessions";
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
