import { z } from "zod";

/** How a driver's error stands in Prisma's when the SQL was given as text. */
const RAW_ERROR = z.object({ driverAdapterError: z.object({ cause: z.object({ kind: z.string() }) }) });

/** Whether a write was refused because a unique key was taken. */
export function isKeyTaken(error: unknown): boolean {
  // Not `instanceof`: each database has a client, and each client a class of its own.
  if (!(error instanceof Error) || !("meta" in error)) return false;
  const raw = RAW_ERROR.safeParse(error.meta);
  return raw.success && raw.data.driverAdapterError.cause.kind === "UniqueConstraintViolation";
}
