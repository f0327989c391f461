import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { writeCallerAddress } from "@/lib/recorder/keys/caller-address";
import type { KeyGate } from "@/lib/recorder/keys/key-gate";
import { writePerson } from "@/lib/recorder/keys/trusted-person";
import type { Settings } from "@/lib/settings/settings";
import { type AddressKind, addressKind } from "./address-kind";
import { BodyWatch } from "./body-watch";
import { isOwnHost } from "./host-rule";
import { isRouterState } from "./is-router-state";
import { isForeignRequest } from "./origin-rule";
import { pageGate } from "./page-gate";
import { type DoorRefusal, refusalAtDoor } from "./refusal-at-door";
import { securityHeaders } from "./security-headers";

/**
 * What every request passes before any route sees it. True: it may go on. False: it has been answered.
 */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean;

type DoorSettings = Pick<
  Settings,
  "host" | "allowedHosts" | "allowedOrigins" | "readerHeader" | "trustedProxies"
>;

/** Lets a browser use a nonce once: 128 bits, as CSP asks. */
const NONCE_BYTES = 16;

/** Methods that some route has. The others are refused here, where Next would render a page for them. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** What may be sent to an address of a page: the forms of login and logout. */
const FORMS: ReadonlySet<string> = new Set(["/login", "/logout"]);

/** What a page takes; it has no actions, for which Next would look in what was sent. */
const READS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** Where a browser that goes from page to page says what it has on screen. */
const ROUTER_STATE = "next-router-state-tree";

const TOO_SLOW: DoorRefusal = { status: 408, message: "The request's body arrives too slowly." };

/** The one door of the process. It sets the headers that every answer has, and refuses what no route should see. */
export function createDoor(settings: DoorSettings, gate: KeyGate, bodies = new BodyWatch()): Door {
  return (request, response) => {
    const pathname = (request.url ?? "").replace(/[?#].*$/s, "");
    const kind = addressKind(pathname);
    const { method = "" } = request;
    const called = { method, pathname, headers: { has: (name: string) => name in request.headers } };
    const nonce = kind === "page" ? randomBytes(NONCE_BYTES).toString("base64") : "";
    const headers = securityHeaders(kind, nonce);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    // Next gives its scripts the nonce that it finds in this header of the request.
    if (kind === "page") request.headers["content-security-policy"] = headers["content-security-policy"];
    else delete request.headers["content-security-policy"];
    writeCallerAddress(request);
    writePerson(request, settings);
    forgetOddRouterState(request);
    const refusal = refusalOf(request, pathname, kind, settings);
    const instead =
      refusal === null ? loginFor(request, pathname, kind, gate) : refusalAtDoor(refusal, kind, called);
    if (instead === null) {
      bodies.watch(request, () => void giveUp(response, refusalAtDoor(TOO_SLOW, kind, called)));
      return true;
    }
    void answer(response, instead);
    return false;
  };
}

/** Takes out a header that Next would answer with 500: without it the page is rendered whole. */
function forgetOddRouterState({ headers }: IncomingMessage): void {
  const state = headers[ROUTER_STATE];
  if (state !== undefined && !isRouterState(String(state))) delete headers[ROUTER_STATE];
}

/** What is answered instead of a page; null where the request may go on. */
function loginFor(
  request: IncomingMessage,
  pathname: string,
  kind: AddressKind,
  gate: KeyGate,
): Response | null {
  return kind === "page" && !isForm(request, pathname) ? pageGate(gate, request, pathname) : null;
}

function isForm({ method }: IncomingMessage, pathname: string): boolean {
  return method === "POST" && FORMS.has(pathname);
}

function refusalOf(
  request: IncomingMessage,
  pathname: string,
  kind: AddressKind,
  settings: DoorSettings,
): DoorRefusal | null {
  const { method = "", headers, socket } = request;
  if (!isOwnHost(headers.host, socket.localPort, settings)) {
    return {
      status: 403,
      message: `This server does not answer to the host ${JSON.stringify(headers.host ?? "")}; TURNTREE_ALLOWED_HOSTS names further ones.`,
    };
  }
  if (isForeignRequest({ method, isPage: kind === "page", headers }, settings.allowedOrigins)) {
    const from = headers.origin === undefined ? "another site" : JSON.stringify(headers.origin);
    return {
      status: 403,
      message: `Requests from pages of ${from} are refused; TURNTREE_ALLOWED_ORIGINS names origins that may send them.`,
    };
  }
  const isWrong = kind === "page" ? !READS.has(method) && !isForm(request, pathname) : !METHODS.has(method);
  if (isWrong) return { status: 405, message: `${method} is not served here.` };
  if (!isDecodable(pathname)) return { status: 400, message: "The address holds a % that encodes nothing." };
  return null;
}

/** An address is a path whose every `%` begins the UTF-8 bytes of a character. */
function isDecodable(pathname: string): boolean {
  if (!pathname.startsWith("/")) return false;
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** The body that nobody reads is not waited for: the connection closes with the answer. */
async function answer(response: ServerResponse, refusal: Response): Promise<void> {
  const body = Buffer.from(await refusal.arrayBuffer());
  response.writeHead(refusal.status, {
    ...Object.fromEntries(refusal.headers),
    "content-length": body.length,
    connection: "close",
  });
  response.end(body);
}

/** Ends a connection whose request nobody waits for any more, in words where none were sent. */
async function giveUp({ headersSent, socket }: ServerResponse, refusal: Response): Promise<void> {
  const body = await refusal.text();
  if (!headersSent && socket !== null) {
    const type = refusal.headers.get("content-type") ?? "";
    socket.write(
      `HTTP/1.1 ${refusal.status} Request Timeout\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  socket?.destroySoon();
}
