import type { SessionLines } from "./export-session";

/**
 * The samples of a session as one JSON text: `{"samples": [...]}`, with `reason` when there are none.
 *
 * @example
 * samplesAnswer({ lines: [], reason: "The session has no turns." });
 * // '{"samples":[],"reason":"The session has no turns."}'
 */
export function samplesAnswer({ lines, reason }: Pick<SessionLines, "lines" | "reason">): string {
  const samples = `"samples":[${[...lines].join(",")}]`;
  return reason === null ? `{${samples}}` : `{${samples},"reason":${JSON.stringify(reason)}}`;
}
