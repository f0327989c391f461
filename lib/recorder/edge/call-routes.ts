/** What a call to a route does. */
export type RouteTask = "sample" | "compact" | "count" | "models" | "model" | "response" | "greet";

/** One path under a base URL that is handed to a client. */
export interface CallRoute {
  readonly method: "GET" | "POST";
  /** A name in braces at its end stands for the rest of the path, in which a model's name alone may hold slashes. */
  readonly path: string;
  readonly task: RouteTask;
}

/**
 * Every path under a session's base URL and under the root's. The contract (lib/api/openapi) describes each but those
 * that greet: what clients take for the base URL, which some look at before they call. GET is HEAD as well.
 */
export const CALL_ROUTES: readonly CallRoute[] = [
  { method: "GET", path: "/", task: "greet" },
  { method: "GET", path: "/v1", task: "greet" },
  { method: "POST", path: "/v1/chat/completions", task: "sample" },
  { method: "POST", path: "/v1/responses", task: "sample" },
  { method: "GET", path: "/v1/responses/{response}", task: "response" },
  { method: "POST", path: "/v1/responses/compact", task: "compact" },
  { method: "POST", path: "/v1/responses/input_tokens", task: "count" },
  { method: "POST", path: "/v1/messages", task: "sample" },
  { method: "POST", path: "/v1/messages/count_tokens", task: "count" },
  { method: "GET", path: "/v1/models", task: "models" },
  { method: "GET", path: "/v1/models/{model}", task: "model" },
];

/** Where a call comes out: at a route, at a path that takes other methods, or at none. */
export type FoundRoute =
  | { readonly type: "found"; readonly route: CallRoute; readonly name: string }
  | { readonly type: "wrong_method"; readonly allow: readonly string[] }
  | { readonly type: "unknown" };

/**
 * @param rest what follows the base URL.
 * @example findRoute("HEAD", "/v1/models/Qwen%2FQwen3"); // of task "model", with the name "Qwen/Qwen3"
 */
export function findRoute(method: string, rest: string): FoundRoute {
  const exact = CALL_ROUTES.filter(({ path }) => path === rest);
  const here = (exact.length > 0 ? exact : CALL_ROUTES).flatMap((route) => {
    const name = nameIn(route.path, rest);
    return name === null ? [] : [{ type: "found" as const, route, name }];
  });
  const wanted = method === "HEAD" ? "GET" : method;
  const found = here.find(({ route }) => route.method === wanted);
  if (found !== undefined) return found;
  if (here.length === 0) return { type: "unknown" };
  const allow = here.flatMap(({ route }) => (route.method === "GET" ? ["GET", "HEAD"] : [route.method]));
  return { type: "wrong_method", allow: [...new Set(allow)] };
}

/** The name that stands where the path has one, empty for a path without; null for another path. */
function nameIn(path: string, rest: string): string | null {
  const [fixed = "", named] = path.split("{");
  if (named === undefined) return rest === path ? "" : null;
  const name = rest.startsWith(fixed) ? rest.slice(fixed.length) : "";
  if (name === "" || (name.includes("/") && named !== "model}")) return null;
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}
