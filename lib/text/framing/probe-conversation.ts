import type { Message, ToolCall } from "@/lib/core/message/message";

/** Text that stands for the answer in a probe, and that no real message is likely to hold. */
export const SENTINEL = "turntree-sentinel-5b1f";

/** What the user of a probe says, for templates that do not tell where messages begin. */
export const PROBE_QUESTION = "turntree-question-5b1f";

/** Index of the first new message in a probe conversation. */
export const FIRST_NEW_MESSAGE = 2;

function leadingResults(messages: readonly Message[]): readonly Message[] {
  const end = messages.findIndex((message) => message.role !== "tool");
  return end < 0 ? messages : messages.slice(0, end);
}

/** The call that a tool result answers, as a template may print its name and id. */
function callOf(result: Message, position: number, asked: readonly ToolCall[]): ToolCall {
  const call = asked.find(({ id }) => id !== undefined && id === result.tool_call_id) ?? asked[position];
  return {
    type: "function",
    id: result.tool_call_id ?? call?.id ?? `call_${position}`,
    function: { name: call?.function.name ?? result.name ?? "probe", arguments: { value: SENTINEL } },
    arguments_text: `{"value": "${SENTINEL}"}`,
  };
}

/**
 * The conversation in which the framing of new messages is learned: a user, an answer that carries the sentinel,
 * and the new messages. Where those begin with tool results the answer makes the calls that they answer, under the
 * same names and ids, and the sentinel stands in their arguments.
 *
 * @param answer The anchor's own answer, for the names of its calls; null when it could not be read.
 */
export function probeConversation(messages: readonly Message[], answer: Message | null): readonly Message[] {
  const results = leadingResults(messages);
  const asked = answer?.tool_calls ?? [];
  const spoken: Message =
    results.length === 0
      ? { role: "assistant", content: SENTINEL }
      : { role: "assistant", tool_calls: results.map((result, i) => callOf(result, i, asked)) };
  return [{ role: "user", content: PROBE_QUESTION }, spoken, ...messages];
}
