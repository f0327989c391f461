import { oneLine } from "@/lib/core/base/one-line";
import { withoutKeys } from "@/lib/core/base/secret-shapes";
import { requestId } from "./request-id";

/** One line per error or slow call, with its id; the path is given without its key, and the query not at all. */
export function logCall(
  request: Pick<Request, "method" | "url">,
  callKey: string,
  status: number,
  started: number,
  error: unknown,
): void {
  const path = new URL(request.url).pathname.replace(/^\/([kt])\/[^/]+/, "/$1/…");
  const words = error instanceof Error ? ` ${oneLine(withoutKeys(error.message))}` : "";
  console.warn(
    `${request.method} ${withoutKeys(path)} ${status || "slow"} ${Date.now() - started}ms ${requestId(callKey)}${words}`,
  );
  if (status === 500) console.error(error);
}
