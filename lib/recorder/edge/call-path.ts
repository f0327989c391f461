import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";

/** A path under which models are called: `[/t/{token}][/s/{session}]` and what follows. */
export interface CallPath {
  readonly token: string | null;
  readonly session: string | null;
  /** What follows, such as `/v1/chat/completions`; `/` for the base URL itself. */
  readonly rest: string;
}

const CALL_PATH = /^(?:\/t\/([^/]+))?(?:\/s\/([^/]+))?(\/.*)?$/;

function decoded(segment: string | undefined): string | null {
  if (segment === undefined) return null;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * @example
 * readCallPath("/s/rollout-7/v1/models"); // { token: null, session: "rollout-7", rest: "/v1/models" }
 */
export function readCallPath(pathname: string): CallPath {
  const [, token, session, rest] = CALL_PATH.exec(pathname) ?? [];
  return { token: decoded(token), session: decoded(session), rest: withoutLastSlashes(rest ?? "") || "/" };
}
