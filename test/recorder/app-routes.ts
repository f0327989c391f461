import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { assume } from "@/lib/core/base/assume";

type Handler = (
  request: Request,
  context: { readonly params: Promise<Readonly<Record<string, string>>> },
) => Response | Promise<Response>;

/** What a file of the router serves. */
export interface AppRoute {
  readonly file: string;
  readonly isPage: boolean;
  /** As the contract writes it: `/api/sessions/{id}`; `{path}` at the end stands for any number of segments. */
  readonly path: string;
}

/** What a path with a rest at its end may go on with. */
const REST = "{path}";

/** Every file of the router: what Next serves, and nothing beside it. */
export function appRoutes(): readonly AppRoute[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)(route|page)\.tsx?$/.test(file))
    .map((file) => {
      const path = `/${file}`
        .replace(/\/(route|page)\.tsx?$/, "")
        .replace(/\/\[+\.\.\.\w+\]+/, `/${REST}`)
        .replaceAll(/\[(\w+)\]/g, "{$1}");
      return { file, isPage: /page\.tsx?$/.test(file), path: path || "/" };
    })
    .toSorted((a, b) => rank(a.path).localeCompare(rank(b.path)));
}

/** What is written out wins over what stands for anything, at the first segment where two differ. */
function rank(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment === REST ? "3" : segment.startsWith("{") ? "2" : `1${segment}`))
    .join("/");
}

const ROUTES = appRoutes();

/** The values of a path's parameters; null where a path is not that of the route. */
function parametersOf({ path }: AppRoute, pathname: string): Readonly<Record<string, string>> | null {
  const names: string[] = [];
  const pattern = path
    .replaceAll(/[.]/g, "\\$&")
    .replace(`/${REST}`, "(?:/.*)?")
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return "([^/]+)";
    });
  const found = new RegExp(`^${pattern}$`).exec(pathname);
  if (found === null) return null;
  return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? "")]));
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The handlers of a route, by method; a GET is a HEAD as well, as in Next. */
export async function handlersOf({ file }: AppRoute): Promise<ReadonlyMap<string, Handler>> {
  const module: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ resolve("app", file));
  return new Map(
    [...METHODS, "OPTIONS"].flatMap((method) => {
      const handler = module[method] ?? (method === "HEAD" ? module.GET : undefined);
      return typeof handler === "function" ? [[method, assume<Handler>(handler, "a route exports it")]] : [];
    }),
  );
}

/** Answers a request by the files of the router, as Next would. A page is one word: it is not made here. */
export async function answerByApp(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  for (const route of ROUTES) {
    const parameters = parametersOf(route, path);
    if (parameters === null) continue;
    if (route.isPage) return new Response("page");
    const handlers = await handlersOf(route);
    const handler = handlers.get(request.method);
    if (handler !== undefined) return handler(request, { params: Promise.resolve(parameters) });
    const status = request.method === "OPTIONS" ? 204 : 405;
    return new Response(null, { status, headers: { allow: [...handlers.keys()].join(", ") } });
  }
  return new Response("No such page.", { status: 404 });
}
