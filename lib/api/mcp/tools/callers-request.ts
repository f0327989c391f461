import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { BadQueryError } from "@/lib/inspect/bad-query-error";

/** A request of the caller's to a route that writes, with the caller's own headers: its key must let it. */
export function callersRequest({ url, headers: given }: Request, path: string, body: object): Request {
  const headers = new Headers(given);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  return new Request(new URL(path, url), { method: "POST", headers, body: JSON.stringify(body) });
}

/** What a route answered. Throws `BadQueryError` with its words where it refused. */
export async function toldBy(answer: Response): Promise<JsonValue> {
  const told = parseJson(await answer.text());
  if (!answer.ok) throw new BadQueryError(JSON.stringify(told));
  return told;
}
