import type { HeardConversation } from "./read-conversation";

/** Where Qwen's template begins to declare tools inside the system message. */
const TOOLS_HEADING = "# Tools\n\nYou may call one or more functions";

/** What tells a step of a scripted conversation from every other, as far as a prompt shows it. */
export function conversationKey(conversation: Omit<HeardConversation, "segments">): string {
  const { assistantSegments, system, firstUser, last } = conversation;
  const ownSystem = system.split(TOOLS_HEADING)[0]?.trim();
  return JSON.stringify([assistantSegments, ownSystem, firstUser.trim(), last.role, last.text.trim()]);
}
