import { z } from "zod";
import { seededRandom } from "@/scenarios/sim/random";
import { answerByApp } from "@/test/recorder/app-routes";
import type { RecorderServer } from "@/test/recorder/recorder-server";
import { type PostedRoute, postedRoutes } from "./good-bodies";
import { mutateBody } from "./mutate-body";

/** A body that was not answered as it should be; `seed` makes it again. */
export interface HostileFault {
  readonly seed: number;
  readonly path: string;
  readonly status: number;
  readonly why: string;
  readonly body: string;
}

/** What became of some bodies: how many got which status, and which were answered badly. */
export interface HostileReport {
  readonly statuses: ReadonlyMap<number, number>;
  readonly faults: readonly HostileFault[];
}

/** Sessions are taken in turn, so that none grows for ever. */
const CALLS_PER_SESSION = 40;

const ENGINES = z.object({ engines: z.array(z.object({ model: z.string() })) });

/** What of a stack or a file's place stands in no answer. */
const TRACE = /\n\s+at |node_modules|\.tsx?:\d+|\/(lib|app)\/[\w/-]+\.ts/;

/**
 * Sends bodies that no client would send to every route that takes one, through the routes themselves and to the
 * engine that runs.
 *
 * @param token of the server's admin.
 * @param from the first seed; each body is made of one.
 */
export async function sendHostileBodies(
  { runtime }: RecorderServer,
  token: string,
  from: number,
  count: number,
): Promise<HostileReport> {
  const routes = postedRoutes(await recordingToImport(runtime, token));
  const statuses = new Map<number, number>();
  const faults: HostileFault[] = [];
  for (let seed = from; seed < from + count; seed++) {
    const route = routes[seed % routes.length];
    if (route === undefined) throw new Error("There is no route.");
    const session = `hostile-${Math.floor(seed / CALLS_PER_SESSION)}`;
    if (seed % CALLS_PER_SESSION === 0 || seed === from) await open(session, token);
    // What is finished is a session of its own: the others are called on.
    const ended = `hostile-end-${seed}`;
    if (route.path.includes("{id}")) await open(ended, token);
    const random = seededRandom(seed);
    const good = route.bodies[Math.floor(random() * route.bodies.length)] ?? [];
    const body = mutateBody(good, random);
    const key = route.path.startsWith("/api") ? token : (runtime.keys.sessionKey(session) ?? "");
    const id = route.path.includes("{id}") ? ended : session;
    const answer = await answerByApp(requestOf(route, id, key, body));
    const text = await answer.text().catch((error: unknown) => `cut: ${String(error)}`);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const why = faultOf(route, answer, text);
    // Calls would be for an engine that a body named, and nobody runs.
    if (route.path === "/api/engines" && answer.ok) await removeEngines(token);
    if (why !== null) {
      const sent = Buffer.from(body).toString("latin1").slice(0, 2000);
      faults.push({ seed, path: route.path, status: answer.status, why, body: sent });
    }
  }
  return { statuses, faults };
}

function requestOf(
  { path, type }: PostedRoute,
  session: string,
  key: string,
  body: Uint8Array<ArrayBuffer>,
): Request {
  const address = path.replace("{key}", encodeURIComponent(key)).replace(/\{(session|id)\}/, session);
  const headers = new Headers({ "content-type": type, accept: "application/json, text/event-stream" });
  if (!path.startsWith("/k/")) headers.set("authorization", `Bearer ${key}`);
  return new Request(`http://127.0.0.1${address}`, { method: "POST", headers, body });
}

async function open(id: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const body = JSON.stringify({ id });
  await answerByApp(new Request("http://127.0.0.1/api/sessions", { method: "POST", headers, body }));
}

async function removeEngines(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const engines = "http://127.0.0.1/api/engines";
  const listed = ENGINES.parse(await (await answerByApp(new Request(engines, { headers }))).json());
  for (const { model } of listed.engines) {
    const path = `${engines}/${encodeURIComponent(model)}`;
    await answerByApp(new Request(path, { method: "DELETE", headers }));
  }
}

/** A recording of two turns, under a name of its own. */
async function recordingToImport(
  runtime: RecorderServer["runtime"],
  token: string,
): Promise<readonly object[]> {
  const headers = { authorization: `Bearer ${token}` };
  for (const content of ["Hello.", "And again?"]) {
    const body = JSON.stringify({ max_tokens: 4, messages: [{ role: "user", content }] });
    const path = "http://127.0.0.1/s/to-import/v1/chat/completions";
    await (await answerByApp(new Request(path, { method: "POST", headers, body }))).text();
  }
  const path = "http://127.0.0.1/api/sessions/to-import/turns.jsonl";
  const lines = (await (await answerByApp(new Request(path, { headers }))).text()).trim().split("\n");
  await runtime.recorder.drop("to-import");
  return lines.map((line): object => JSON.parse(line));
}

/** Why an answer is not what it should be; null where it is. */
function faultOf(route: PostedRoute, { status, headers }: Response, text: string): string | null {
  if (status >= 500) return "a failure of the server";
  if (TRACE.test(text)) return "a trace";
  if (text.startsWith("cut: ")) return "a cut answer";
  if (status < 400) return null;
  if (!headers.get("content-type")?.startsWith("application/json")) return "an error that is no JSON";
  return hasShape(route.shape, JSON.parse(text)) ? null : "an error in another shape";
}

function hasShape(shape: PostedRoute["shape"], body: unknown): boolean {
  const error = fieldOf(body, "error");
  if (shape === "jsonrpc") return typeof fieldOf(error, "message") === "string";
  if (typeof fieldOf(error, "message") !== "string" || typeof fieldOf(error, "type") !== "string")
    return false;
  switch (shape) {
    case "openai":
      return fieldOf(error, "param") !== undefined && fieldOf(error, "code") !== undefined;
    case "anthropic":
      return fieldOf(body, "type") === "error";
    case "api":
      return true;
    default:
      return shape satisfies never;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}
