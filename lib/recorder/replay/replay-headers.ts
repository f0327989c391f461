import { CLIENT_LABEL } from "@/lib/core/message/known-client";
import type { Turn } from "@/lib/core/recording/turn";

/**
 * Headers under which a turn's call is sent again. They name the client, since each may change other things in an echo,
 * and the sub-agent, which tells equal answers apart.
 */
export function replayHeaders(turn: Pick<Turn, "client" | "subAgent">): Record<string, string> {
  const client = turn.client !== null && CLIENT_LABEL.test(turn.client) ? turn.client : "unknown";
  return { "x-turntree-client": client, ...subAgentHeaders(client, turn.subAgent) };
}

function subAgentHeaders(client: string, subAgent: string | null): Record<string, string> {
  if (subAgent === null) return {};
  switch (client) {
    case "claude-code":
      return { "x-claude-code-session-id": "replay", "x-claude-code-agent-id": subAgent };
    case "opencode":
      return { "x-session-id": subAgent, "x-parent-session-id": "replay" };
    default:
      return { "session-id": "replay", "thread-id": subAgent };
  }
}
