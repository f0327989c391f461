import type { JsonObject } from "@/lib/core/json/json-value";
import type { ReplyReading } from "@/lib/wire/protocol";

/** Whether a document of a reply says that the server failed. */
export function isFailure(document: JsonObject): boolean {
  const { error = null } = document;
  return document.type === "error" || (error !== null && error !== "");
}

/** What documents are that hold no reply: a failure that the server tells, or something that cannot be read. */
export function unreadReply(documents: readonly JsonObject[], wanted: string): ReplyReading {
  if (documents.some(isFailure)) return { type: "failure" };
  const found = documents.length === 0 ? "no JSON object" : "nothing";
  return { type: "unreadable", reason: `the reply holds ${found} that is ${wanted}` };
}
