import { z } from "zod/mini";

const shape = z.object({ session: z.string(), kind: z.string() });

/** What of a change the pages need: which session, and whether it is new. */
export type LiveChange = z.infer<typeof shape>;

/** Reads an event of `GET /api/events`; null when it is none. */
export function readLiveChange(data: unknown): LiveChange | null {
  if (typeof data !== "string") return null;
  try {
    const read = shape.safeParse(JSON.parse(data));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
