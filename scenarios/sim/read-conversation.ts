import type { SimVocabulary } from "./vocabulary";

export interface HeardMessage {
  readonly role: string;
  readonly text: string;
}

/** What the engine makes of a prompt, read back from its ids. */
export interface HeardConversation {
  /** Segments in the prompt, the one to be sampled not counted. */
  readonly segments: number;
  readonly assistantSegments: number;
  readonly system: string;
  readonly firstUser: string;
  /**
   * The last message that the model did not write; tool results of one turn come one by one. System messages count
   * only where there is nothing else: agents add them behind what their user said.
   */
  readonly last: HeardMessage;
}

/** Tokens of a prompt without ChatML markers that are looked at. */
const PLAIN_PROMPT_TAIL = 4_000;

/** A role's name and its line break are at most so many tokens, whatever the vocabulary. */
const ROLE_TOKENS = 12;

/** Reads a ChatML prompt. Only the segments that matter are decoded, so that a long history costs little. */
export function readConversation(ids: readonly number[], vocabulary: SimVocabulary): HeardConversation {
  const opener = vocabulary.special.get("<|im_start|>");
  const closer = vocabulary.special.get("<|im_end|>");
  const starts: number[] = [];
  for (let i = 0; i < ids.length; i++) if (ids[i] === opener) starts.push(i);
  if (starts.length === 0) {
    const text = vocabulary.decode(ids.slice(-PLAIN_PROMPT_TAIL));
    return { segments: 1, assistantSegments: 0, system: "", firstUser: text, last: { role: "user", text } };
  }
  const roleOf = (start: number) =>
    vocabulary.decode(ids.slice(start + 1, start + 1 + ROLE_TOKENS)).split("\n")[0];
  const messagesOf = (position: number): HeardMessage[] => {
    const start = starts[position];
    if (start === undefined) return [];
    let end = starts[position + 1] ?? ids.length;
    const closed = ids.indexOf(closer ?? -1, start);
    if (closed >= 0 && closed < end) end = closed;
    return splitToolResults(vocabulary.decode(ids.slice(start + 1, end)));
  };
  const roles = starts.map(roleOf);
  const prompted = roles.at(-1) === "assistant" ? roles.slice(0, -1) : roles;
  const lastSpoken = prompted.findLastIndex((role) => role !== "assistant" && role !== "system");
  const lastHeard = lastSpoken >= 0 ? lastSpoken : prompted.lastIndexOf("system");
  return {
    segments: prompted.length,
    assistantSegments: prompted.filter((role) => role === "assistant").length,
    system: prompted[0] === "system" ? (messagesOf(0)[0]?.text ?? "") : "",
    firstUser: messagesOf(prompted.indexOf("user"))[0]?.text ?? "",
    last: messagesOf(lastHeard).at(-1) ?? { role: "user", text: "" },
  };
}

const RESULT_END = "\n</tool_response>";

/** Qwen's template puts tool results into a user segment, each between `<tool_response>` marks. */
function splitToolResults(segment: string): HeardMessage[] {
  const lineEnd = segment.indexOf("\n");
  const role = segment.slice(0, Math.max(lineEnd, 0));
  const body = segment.slice(lineEnd + 1);
  const results = Array.from(
    body
      .slice(0, body.lastIndexOf(RESULT_END) + RESULT_END.length)
      .matchAll(/<tool_response>\n([\s\S]*?)\n<\/tool_response>/g),
    (match) => match[1],
  );
  if (role !== "user" || results.length === 0) return [{ role, text: body.trim() }];
  return results.map((text) => ({ role: "tool", text: (text ?? "").trim() }));
}
