import { CALL_ROUTES } from "@/lib/recorder/edge/call-routes";
import { appRoutes, handlersOf } from "./app-routes";
import type { RecorderServer } from "./recorder-server";

/** Who sends a request, in the order of the table's columns. */
export const SENDERS = [
  "no key",
  "wrong key",
  "admin",
  "trainer",
  "reader",
  "session",
  "another's",
  "dead",
] as const;
export type Sender = (typeof SENDERS)[number];

/** One route and method, as a row of the table. */
export interface WalkedRoute {
  readonly method: string;
  /** `/api/sessions/{id}`; below `{path}` stand the paths of the contract. */
  readonly path: string;
  readonly kind: "call" | "api" | "page";
}

/** The bases below which the model is called. */
const CALL_BASES: Readonly<Record<string, string>> = {
  "/k/{key}/{path}": "/k/{key}",
  "/s/{session}/{path}": "/s/{session}",
  "/v1/{path}": "",
};

/** What is asked for no key, on purpose. */
export const PUBLIC_ROUTES: readonly string[] = ["/healthz", "/login", "/logout"];

/** What every browser may load, which no file of the router serves; and an address that nothing has. */
const BESIDE: readonly WalkedRoute[] = [
  { method: "GET", path: "/_next/static/{file}", kind: "page" },
  { method: "GET", path: "/icon.svg", kind: "page" },
  { method: "GET", path: "/{anything-else}", kind: "page" },
];

/** Every route and method that there is, read from the router's files and the recorder's table of paths. */
export async function everyRoute(): Promise<readonly WalkedRoute[]> {
  const rows: WalkedRoute[] = [];
  for (const route of appRoutes()) {
    const base = CALL_BASES[route.path];
    if (base !== undefined) {
      for (const { method, path } of CALL_ROUTES) {
        if (base === "" && path === "/") continue;
        rows.push({ method, path: base + (path === "/" ? "" : path), kind: "call" });
      }
    } else if (route.isPage) rows.push({ method: "GET", path: route.path, kind: "page" });
    else {
      const kind = route.path.startsWith("/t/") ? "call" : "api";
      for (const method of (await handlersOf(route)).keys())
        if (method !== "HEAD") rows.push({ method, path: route.path, kind });
    }
  }
  return [...rows, ...BESIDE];
}

/** The keys that the walk is made with, and the sessions that they are of. */
export interface WalkKeys {
  readonly keys: Readonly<Record<Sender, string>>;
  readonly session: string;
}

/** A request of a sender: the key stands where the route asks for it. */
export async function askAs(
  server: RecorderServer,
  { keys, session }: WalkKeys,
  { method, path, kind }: WalkedRoute,
  sender: Sender,
): Promise<Response> {
  const key = keys[sender];
  const inPath = path.startsWith("/k/");
  // A route that would end the session is asked about one that is not there.
  const id = method === "DELETE" || path.endsWith("/finish") ? "nobody" : session;
  const address = path
    .replace("{key}", encodeURIComponent(key === "" ? "none" : key))
    .replace("{session}", session)
    .replace("{id}", id)
    .replace("{path}", "v1/chat/completions")
    .replaceAll(/\{[^}]+\}/g, "1");
  const headers = new Headers();
  if (key !== "" && !inPath) {
    if (kind === "page") headers.set("cookie", `turntree_token=${encodeURIComponent(key)}`);
    else headers.set("authorization", `Bearer ${key}`);
  }
  // At the root a session's key names its own session: another's is one that the call does not mean.
  if (kind === "call" && sender === "another's") headers.set("x-turntree-session", session);
  const abort = new AbortController();
  const response = await fetch(`${server.url}${address}`, {
    method,
    headers,
    redirect: "manual",
    signal: abort.signal,
    ...(method === "GET" || method === "HEAD" ? {} : { body: bodyOf(path) }),
  });
  if (response.headers.get("content-type")?.startsWith("text/event-stream") && path === "/api/events") {
    abort.abort();
    return new Response(null, { status: response.status });
  }
  return response;
}

const SAID = [{ role: "user", content: "Hello." }];

function bodyOf(path: string): string {
  if (path === "/login") return "token=";
  if (path === "/api/sessions") return '{"id": "/no id"}';
  if (path === "/api/import") return "";
  if (path.startsWith("/api")) return "{}";
  return JSON.stringify({ max_tokens: 9, messages: SAID, input: "Hello." });
}
