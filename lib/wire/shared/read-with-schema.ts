import type { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import { RequestError } from "@/lib/wire/request-error";
import { pathText } from "./path-text";

type Issue = z.core.$ZodIssue;

/** Of a union's failures, the one that got furthest into the value says most. */
function deepest(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  let best: Issue = issue;
  let bestDepth = 0;
  for (const branch of issue.errors) {
    const first = branch[0];
    if (first === undefined) continue;
    const inner = deepest(first);
    if (inner.path.length > bestDepth) {
      best = { ...inner, path: [...issue.path, ...inner.path] };
      bestDepth = inner.path.length;
    }
  }
  return best;
}

function sentence(issue: Issue): string {
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) return "is missing";
  const text = issue.message.replace(/^Invalid input: /, "");
  return /^(is|must|may|has) /.test(text) ? text : `is not accepted: ${text}`;
}

/**
 * Reads part of a body with a schema.
 * `at` is where the value stands in the body, so that the error names the whole path.
 * Throws `RequestError` with one sentence about the first thing that is wrong.
 *
 * @example
 * readWithSchema(z.object({ n: z.number() }), { n: "x" }, ["options"]);
 * // RequestError: options.n is not accepted: expected number, received string
 */
export function readWithSchema<S extends z.ZodType>(
  schema: S,
  value: JsonValue,
  at: readonly PropertyKey[] = [],
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const first = result.error.issues[0];
  if (first === undefined) throw new RequestError("the request does not fit the protocol");
  const issue = deepest(first);
  const param = pathText([...at, ...issue.path]);
  if (param === "") throw new RequestError(`the request body ${sentence(issue)}`);
  throw new RequestError(`${param} ${sentence(issue)}`, param);
}
