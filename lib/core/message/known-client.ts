/** The clients whose habits are known, and one name for every other. */
const CLIENTS = [
  "claude-code",
  "codex",
  "opencode",
  "qwen-code",
  "pi",
  "ai-sdk",
  "pydantic-ai",
  "openai-sdk",
  "unknown",
] as const;

export type ClientName = (typeof CLIENTS)[number];

/** What a client may be named, known or not: the name stands on pages, in filters and in files. */
export const CLIENT_LABEL = /^[a-z0-9][a-z0-9._ +-]{0,63}$/;

/**
 * The client whose habits one of this name has; `unknown` for a name that is none of those known.
 *
 * @example
 * knownClient("codex"); // "codex"
 * knownClient("my-agent"); // "unknown"
 */
export function knownClient(name: string | null): ClientName {
  return CLIENTS.find((client) => client === name) ?? "unknown";
}
