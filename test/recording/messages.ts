import type { Message } from "@/lib/core/message/message";

export function system(content: string): Message {
  return { role: "system", content };
}

export function user(content: string): Message {
  return { role: "user", content };
}

export function assistant(content: string, rest: Partial<Message> = {}): Message {
  return { role: "assistant", content, ...rest };
}

export function toolResult(content: string): Message {
  return { role: "tool", content };
}

export function bashCall(command: string, id?: string): Pick<Message, "tool_calls"> {
  const call = { type: "function", function: { name: "bash", arguments: { command } } } as const;
  return { tool_calls: [id === undefined ? call : { ...call, id }] };
}
