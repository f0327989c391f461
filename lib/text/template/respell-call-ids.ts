import type { Message } from "@/lib/core/message/message";

function renamed(id: string | undefined, names: ReadonlyMap<string, string>): string | undefined {
  return id === undefined ? undefined : (names.get(id) ?? id);
}

/** Gives tool calls and the results that answer them other ids. */
export function renameCallIds(
  messages: readonly Message[],
  names: ReadonlyMap<string, string>,
): readonly Message[] {
  if (names.size === 0) return messages;
  return messages.map((message) => {
    const tool_call_id = renamed(message.tool_call_id, names);
    const tool_calls = message.tool_calls?.map((call) => {
      const id = renamed(call.id, names);
      return id === undefined ? call : { ...call, id };
    });
    return { ...message, ...(tool_call_id && { tool_call_id }), ...(tool_calls && { tool_calls }) };
  });
}

/**
 * Puts ids back into the spelling that a family's model samples itself, where clients were given others: by the
 * call's name and its position among all calls of the conversation.
 *
 * @example with `functions.NAME:N`, the second call of a conversation, of `look`, becomes `functions.look:1`
 */
export function respellCallIds(
  messages: readonly Message[],
  spell: (name: string, position: number) => string,
): readonly Message[] {
  const names = new Map<string, string>();
  let position = 0;
  for (const { tool_calls } of messages) {
    for (const call of tool_calls ?? []) {
      if (call.id !== undefined) names.set(call.id, spell(call.function.name, position));
      position++;
    }
  }
  return renameCallIds(messages, names);
}
