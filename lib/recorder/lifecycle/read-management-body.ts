import type { z } from "zod";
import { ManagementError } from "@/lib/api/management-error";
import { parseBody } from "@/lib/recorder/edge/parse-body";

/**
 * Reads a management call's body; an empty one is an object without fields.
 *
 * @throws ManagementError 400 that names the first field at fault; CallError 400 when it is not JSON.
 */
export function readManagementBody<T>(schema: z.ZodType<T>, text: string): T {
  const result = schema.safeParse(text.trim() === "" ? {} : parseBody(text));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join(".");
  throw new ManagementError(400, `${field ? `${field}: ` : ""}${issue?.message ?? "does not fit"}.`);
}
