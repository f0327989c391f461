import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message, ToolCall } from "@/lib/core/message/message";
import { leadingResults, type Shape } from "./shape";

const CALL: Message = {
  role: "assistant",
  tool_calls: [
    {
      type: "function",
      id: "call_first",
      function: { name: "look", arguments: { at: "x" } },
      arguments_text: '{"at": "x"}',
    },
  ],
};

/** Histories that differ in all that templates are known to look back at. */
export const SAMPLE_HISTORIES: readonly (readonly Message[])[] = [
  [{ role: "user", content: "first question" }],
  [
    { role: "system", content: "be brief" },
    { role: "user", content: "first question" },
  ],
  [
    { role: "user", content: "first question" },
    { role: "assistant", content: "first answer", reasoning_content: "first thought" },
    { role: "user", content: "second question" },
  ],
  [
    { role: "system", content: "be brief" },
    { role: "user", content: "first question" },
    CALL,
    { role: "tool", content: "first result", tool_call_id: "call_first", name: "look" },
  ],
];

export const SAMPLE_TOOLS: readonly JsonValue[] = [
  {
    type: "function",
    function: {
      name: "look",
      description: "Looks somewhere.",
      parameters: { type: "object", properties: { at: { type: "string", description: "Where." } } },
    },
  },
];

function sampleCalls(count: number, prefix: string): ToolCall[] {
  return Array.from({ length: count }, (_, i) => ({
    type: "function",
    id: `${prefix}_${i}`,
    function: { name: "look", arguments: { at: i } },
    arguments_text: `{"at": ${i}}`,
  }));
}

/** New messages of a shape; tool results name the calls that `sampleAnswers`, or the messages themselves, make. */
export function sampleMessages(shape: Shape): readonly Message[] {
  let asked = "call";
  let answered = 0;
  return shape.map(({ role, calls }, i): Message => {
    const content = `new ${role} text ${i}`;
    if (role === "tool") return { role, content, tool_call_id: `${asked}_${answered++}`, name: "look" };
    if (calls === 0) return { role, content };
    asked = `call_${i}`;
    answered = 0;
    return { role, content, tool_calls: sampleCalls(calls, asked) };
  });
}

/** Answers that messages of a shape may follow: with reasoning and without, and with calls if they answer calls. */
export function sampleAnswers(shape: Shape): readonly Message[] {
  const results = leadingResults(shape);
  const spoken: Message =
    results === 0
      ? { role: "assistant", content: "the answer" }
      : { role: "assistant", tool_calls: sampleCalls(results, "call") };
  return [spoken, { ...spoken, reasoning_content: "a thought" }];
}
