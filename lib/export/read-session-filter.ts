import { z } from "zod";
import { ExportError } from "./export-error";

/** Which sessions a filtered export takes. */
export interface SessionFilter {
  readonly status?: "open" | "finished";
  readonly search?: string;
  /** Ids named one by one; empty: all that the other filters leave. */
  readonly sessions: readonly string[];
}

/** Parameters that `readSessionFilter` reads. */
export const FILTER_PARAMETERS: readonly string[] = ["status", "search", "session"];

const statusSchema = z.enum(["open", "finished"]);

/** Reads which sessions a query string asks for. Throws `ExportError` for a status that there is not. */
export function readSessionFilter(query: URLSearchParams): SessionFilter {
  const status = query.get("status");
  const read = statusSchema.safeParse(status);
  if (status !== null && !read.success) {
    throw new ExportError(`status is "${status}"; accepted are "open" and "finished".`, "status");
  }
  const search = query.get("search");
  return {
    ...(read.success ? { status: read.data } : {}),
    ...(search === null ? {} : { search }),
    sessions: query.getAll("session"),
  };
}
