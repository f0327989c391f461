import type { Exchange } from "./wire-tap";

/** What an engine answered: one document, or the events of a stream. One that is no JSON is null. */
export function wireDocuments({ contentType, reply }: Pick<Exchange, "contentType" | "reply">): unknown[] {
  if (!contentType.startsWith("text/event-stream")) return [parsedOrNull(reply)];
  return reply
    .split("\n")
    .flatMap((line) => (line.startsWith("data: {") ? [parsedOrNull(line.slice("data: ".length))] : []));
}

export function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
