import { z } from "zod";
import { ExportError } from "./export-error";

/** Which sessions a filtered export takes. */
export interface ExportFilter {
  readonly status?: "open" | "finished";
  /** Part of an id. */
  readonly search?: string;
  /** A typed filter, as the sessions page takes it. */
  readonly filter?: string;
  /** Ids named one by one; empty: all that the other filters leave. */
  readonly sessions: readonly string[];
}

/** Parameters that `readExportFilter` reads. */
export const FILTER_PARAMETERS: readonly string[] = ["status", "search", "filter", "session"];

const statusSchema = z.enum(["open", "finished"]);

/** Reads which sessions a query string asks for. Throws `ExportError` for a status that there is not. */
export function readExportFilter(query: URLSearchParams): ExportFilter {
  const status = query.get("status");
  const read = statusSchema.safeParse(status);
  if (status !== null && !read.success) {
    throw new ExportError(`status is "${status}"; accepted are "open" and "finished".`, "status");
  }
  const search = query.get("search");
  const filter = query.get("filter");
  return {
    ...(read.success ? { status: read.data } : {}),
    ...(search === null ? {} : { search }),
    ...(filter === null ? {} : { filter }),
    sessions: query.getAll("session"),
  };
}
