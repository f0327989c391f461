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
  const issue = result.error.issues[0];
  const field = issue?.path.join(".");
  throw new ManagementError(400, `${field ? `${field}: ` : ""}${issue?.message ?? "does not fit"}.`);
}
