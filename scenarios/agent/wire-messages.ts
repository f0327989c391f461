import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { ScenarioMessage } from "@/scenarios/scenario";
import type { AgentReply } from "./agent-reply";

/**
 * A step's messages as they go over the wire, with the replies that earlier steps got. Throws when a reply lacks
 * the tool call that the scenario goes on from: then some other engine answered.
 */
export function wireMessages(
  messages: readonly ScenarioMessage[],
  replies: readonly AgentReply[],
): readonly JsonValue[] {
  return messages.map((message) => wireMessage(message, replies));
}

function wireMessage(message: ScenarioMessage, replies: readonly AgentReply[]): JsonObject {
  if (message.role === "tool") {
    const { step, call } = message.answers;
    return { role: "tool", tool_call_id: callId(replies[step], call), content: message.content };
  }
  if (!("echoes" in message)) return { role: message.role, content: message.content };
  const reply = replies[message.echoes];
  if (reply === undefined) throw new Error(`Step ${message.echoes} has no reply to echo.`);
  const { tool_calls: calls, ...said } = reply;
  const echoed = calls?.map((call, i) =>
    i === 0 && message.arguments !== undefined
      ? { ...call, function: { ...call.function, arguments: JSON.stringify(message.arguments) } }
      : call,
  );
  return {
    role: "assistant",
    content: message.content ?? said.content ?? null,
    ...(typeof said.reasoning_content === "string" && { reasoning_content: said.reasoning_content }),
    ...(echoed !== undefined && { tool_calls: echoed }),
  };
}

function callId(reply: AgentReply | undefined, call: number): string {
  const id = reply?.tool_calls?.[call]?.id;
  if (id === undefined) {
    throw new Error("The engine did not answer as the scenario says; scenarios need the simulated engine.");
  }
  return id;
}
