import type { JsonObject } from "@/lib/core/json/json-value";
import { CLIENT_LABEL } from "@/lib/core/message/known-client";
import type { Turn } from "@/lib/core/recording/turn";

/** What clients say of a call in headers; without them it would count as another kind of call. */
const SAID_OF_CALL = ["x-claude-code-request-class", "x-claude-code-compaction", "x-interaction-type"];

/**
 * Headers under which a turn's call is sent again. They name the client, since each may change other things in an echo,
 * and the sub-agent, which tells equal answers apart. They say of the call what the client said.
 */
export function replayHeaders(
  turn: Pick<Turn, "client" | "subAgent" | "clientHeaders">,
): Record<string, string> {
  const client = turn.client !== null && CLIENT_LABEL.test(turn.client) ? turn.client : "unknown";
  return {
    ...saidOfCall(turn.clientHeaders ?? {}),
    "x-turntree-client": client,
    ...subAgentHeaders(client, turn.subAgent),
  };
}

function saidOfCall(headers: JsonObject): Record<string, string> {
  return Object.fromEntries(
    SAID_OF_CALL.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
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
