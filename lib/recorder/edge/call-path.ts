import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";

/** A path under which models are called: `[/k/{key}][/s/{session}]` and what follows. */
export interface CallPath {
  readonly key: string | null;
  readonly session: string | null;
  /** What follows, such as `/v1/chat/completions`; `/` for the base URL itself. */
  readonly rest: string;
  /** Whether it begins with `/t/{token}`, which is no longer answered. */
  readonly isOld: boolean;
}

const CALL_PATH = /^(?:\/([kt])\/([^/]+))?(?:\/s\/([^/]+))?(\/.*)?$/;

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
 * readCallPath("/s/rollout-7/v1/models"); // { key: null, session: "rollout-7", rest: "/v1/models", isOld: false }
 */
export function readCallPath(pathname: string): CallPath {
  const [, form, key, session, rest] = CALL_PATH.exec(pathname) ?? [];
  return {
    key: decoded(key),
    session: decoded(session),
    rest: withoutLastSlashes(rest ?? "") || "/",
    isOld: form === "t",
  };
}
