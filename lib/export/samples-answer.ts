import type { SessionLines } from "./export-session";
import { notedLines, type TraceBook } from "./noted-lines";

/**
 * The samples of a session as one JSON text: `{"samples": [...]}`, with `reason` when there are none.
 *
 * @example
 * await samplesAnswer({ lines: [], traces: [], reason: "The session has no turns." }, store);
 * // '{"samples":[],"reason":"The session has no turns."}'
 */
export async function samplesAnswer(
  { lines, traces, reason }: Pick<SessionLines, "lines" | "traces" | "reason">,
  source: TraceBook,
): Promise<string> {
  const made: string[] = [];
  for await (const line of notedLines({ lines, traces }, source)) made.push(line);
  const samples = `"samples":[${made.join(",")}]`;
  return reason === null ? `{${samples}}` : `{${samples},"reason":${JSON.stringify(reason)}}`;
}
