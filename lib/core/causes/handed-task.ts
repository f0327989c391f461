import { argumentTexts } from "@/lib/core/message/argument-texts";
import type { Message, ToolCall } from "@/lib/core/message/message";

/** Shorter texts than this occur in a prompt by chance. */
export const TELLING_CHARACTERS = 20;

/** What users say before the first tool call of a conversation: where a sub-agent is given its task. */
export function openingTexts(messages: readonly Message[]): readonly string[] {
  const firstCall = messages.findIndex((message) => (message.tool_calls ?? []).length > 0);
  return messages
    .slice(0, firstCall < 0 ? messages.length : firstCall)
    .flatMap(({ role, content }) => (role === "user" && content ? [content] : []));
}

/**
 * Whether a tool call hands over the task that a conversation opens with. One of its texts is an opening text, or is
 * too long to stand in one by chance and is what that one is about.
 *
 * @example
 * handsOver(taskCall({ prompt: "List every file." }), ["List every file."]); // true
 */
export function handsOver(call: ToolCall, opening: readonly string[]): boolean {
  return argumentTexts(call).some((text) => text !== "" && opening.some((one) => isTaskOf(text, one)));
}

function isTaskOf(text: string, opening: string): boolean {
  if (text === opening.trim()) return true;
  if (text.length < TELLING_CHARACTERS) return false;
  const tags = tagsIn(opening);
  for (let at = opening.indexOf(text); at >= 0; at = opening.indexOf(text, at + 1)) {
    if (fillsItsPart(opening, tags, at, at + text.length)) return true;
  }
  return false;
}

/** Where the tags of a text begin and end. Clients put reminders of their own in tags beside a task. */
export type Tags = readonly { readonly from: number; readonly to: number }[];

const TAG = /<\/?[A-Za-z][\w:-]{0,60}(?: [^<>]{0,200})?>/g;

export function tagsIn(text: string): Tags {
  return [...text.matchAll(TAG)].map(({ index, 0: tag }) => ({ from: index, to: index + tag.length }));
}

/**
 * Whether a stretch takes up half or more of what stands between the tags around it. A summary that quotes a call among
 * much else was not handed over by it.
 */
export function fillsItsPart(opening: string, tags: Tags, from: number, to: number): boolean {
  const before = tags.findLast((tag) => tag.to <= from)?.to ?? 0;
  const after = tags.find((tag) => tag.from >= to)?.from ?? opening.length;
  return 2 * (to - from) >= opening.slice(before, after).trim().length;
}
