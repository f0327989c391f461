import type { SessionAddress } from "./session-address";

type ClientSession = Pick<SessionAddress, "subAgent" | "clientHeaders"> & { readonly id: string | null };

/** Headers that say who in a session calls, and for what; measured on the clients themselves, see docs/clients.md. */
const KEPT_HEADERS = [
  "x-claude-code-agent-id",
  "x-claude-code-parent-agent-id",
  "x-claude-code-request-class",
  "x-claude-code-agent-type",
  "x-claude-code-compaction",
  "x-claude-code-context-compacted",
  "x-codex-parent-thread-id",
  "x-openai-subagent",
  "thread-id",
  "x-parent-session-id",
  "x-codex-window-id",
  "x-interaction-type",
] as const;

function kept(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value.slice(0, 200)]];
    }),
  );
}

/**
 * The session that a client names in headers of its own.
 *
 * Claude Code keeps one session id for its sub-agents and tells them apart by an agent id. Codex gives a sub-agent a
 * thread of its own within the session. The client opencode gives it a session of its own and names the parent. The
 * call then belongs to the parent's session.
 */
export function clientSession(headers: Headers): ClientSession {
  const clientHeaders = kept(headers);
  const claude = headers.get("x-claude-code-session-id");
  if (claude !== null) return { id: claude, subAgent: headers.get("x-claude-code-agent-id"), clientHeaders };
  const codex = headers.get("session-id") ?? headers.get("session_id") ?? headers.get("conversation_id");
  if (codex !== null) {
    const thread = headers.get("thread-id");
    return { id: codex, subAgent: thread === codex ? null : thread, clientHeaders };
  }
  const opencode = headers.get("x-session-id");
  const parent = headers.get("x-parent-session-id");
  if (opencode !== null)
    return { id: parent ?? opencode, subAgent: parent === null ? null : opencode, clientHeaders };
  return { id: null, subAgent: null, clientHeaders };
}
