import type { z } from "zod";
import { parseBody } from "@/lib/recorder/edge/parse-body";
import { readBody } from "@/lib/recorder/edge/read-body";
import { ManagementError } from "./management-error";

/**
 * Reads the body of a management call; an empty one is an object without fields.
 *
 * @throws ManagementError 400 that names the first field at fault; CallError 400 when it is not JSON,
 *   413 past the limit.
 */
export async function readManagementBody<T>(
  schema: z.ZodType<T>,
  request: Request,
  limitBytes: number,
): Promise<T> {
  const text = await readBody(request, limitBytes);
  const result = schema.safeParse(text.trim() === "" ? {} : parseBody(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ManagementError(400, issue === undefined ? "The body does not fit." : sentence(issue, []));
}

type Issue = z.core.$ZodIssue;

/** The field at fault and what it may be. Of a value that may be one of several things all are named. */
function sentence(issue: Issue, above: readonly PropertyKey[]): string {
  const path = [...above, ...issue.path];
  const branches = issue.code === "invalid_union" ? issue.errors.flatMap(([first]) => first ?? []) : [];
  // The branch that got into the value says what is wrong there.
  const inside = branches.find((branch) => branch.path.length > 0);
  if (inside !== undefined) return sentence(inside, path);
  const expected = branches.flatMap((branch) => (branch.code === "invalid_type" ? branch.expected : []));
  const words =
    expected.length === 0
      ? issue.message
      : `${issue.message}: expected ${expected.map(spelled).join(" or ")}`;
  return `${path.length === 0 ? "" : `${path.join(".")}: `}${words}.`;
}

/** In the words of JSON. */
function spelled(expected: string): string {
  return expected === "record" ? "object" : expected;
}
