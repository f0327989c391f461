import type { IncomingMessage } from "node:http";
import type { KeyGate } from "@/lib/recorder/keys/key-gate";
import { whoManages } from "@/lib/recorder/keys/who-manages";
import { wrongKey } from "@/lib/recorder/keys/wrong-key";
import { type LoginReason, loginPage } from "./login-page";

/** Segments by which an address leads elsewhere than it says. */
const ASTRAY = /\\|\/\/|(^|\/)\.\.?(\/|$)/;

/** What every browser may load: the code of the pages and their picture, which hold nothing of a recording. */
function isPublic(pathname: string): boolean {
  const isCode = pathname.startsWith("/_next/static/") && !ASTRAY.test(decodeURIComponent(pathname));
  return isCode || pathname === "/icon.svg";
}

const REFUSED = "/login/refused";

/**
 * What a request for a page is answered instead of the page: the login where its key does not open pages, and null
 * where it does.
 */
export function pageGate(gate: KeyGate, request: IncomingMessage, pathname: string): Response | null {
  const isLogin = pathname === "/login" || pathname === REFUSED;
  if (!gate.ring.isSet) return isLogin ? lead("/sessions") : null;
  if (isLogin) return form(request, pathname === REFUSED ? "refused" : "asked", askedFor(request));
  if (isPublic(pathname)) return null;
  const headers = webHeaders(request);
  const key = whoManages(gate, headers);
  switch (key.kind) {
    case "open":
    case "admin":
    case "reader":
      return null;
    case "trainer":
    case "session":
      return form(request, "not_for_pages", request.url ?? null);
    case "none":
      return form(request, "asked", request.url ?? null);
    case "wrong":
      return form(request, "wrong", request.url ?? null);
    case "waits": {
      const response = form(request, "waits", request.url ?? null);
      response.headers.set("retry-after", String(wrongKey(key).retryAfterSeconds));
      return response;
    }
    default:
      return key satisfies never;
  }
}

/** The page that the login leads to, as the form that was refused said. */
function askedFor({ url = "/" }: IncomingMessage): string | null {
  return new URL(url, "http://page").searchParams.get("to");
}

function form({ headers }: IncomingMessage, reason: LoginReason, to: string | null): Response {
  const [, theme] = /(?:^|;\s*)turntree_theme=(light|dark)(?:;|$)/.exec(headers.cookie ?? "") ?? [];
  return loginPage(reason, to, theme === "light" || theme === "dark" ? theme : null);
}

/** What of a request's headers says who sends it. */
function webHeaders({ headers }: IncomingMessage): Headers {
  const names = ["authorization", "cookie", "x-turntree-token", "x-turntree-address", "x-turntree-person"];
  return new Headers(
    names.flatMap((name): [string, string][] =>
      headers[name] === undefined ? [] : [[name, String(headers[name])]],
    ),
  );
}

function lead(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
