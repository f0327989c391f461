import { asObject, asString } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";

/** What of a change the pages need: which session, and whether it is new. */
export interface LiveChange {
  readonly session: string;
  readonly kind: string;
}

/** Reads an event of `GET /api/events`; null when it is none. */
export function readLiveChange(data: unknown): LiveChange | null {
  if (typeof data !== "string") return null;
  try {
    const { session, kind } = asObject(parseJson(data), "");
    return { session: asString(session, "session"), kind: asString(kind, "kind") };
  } catch {
    return null;
  }
}
