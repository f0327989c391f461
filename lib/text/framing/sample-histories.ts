import type { JsonValue } from "@/lib/core/json-value";
import type { Message, Role } from "@/lib/core/message";

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

/** New messages of the given roles; tool results name the calls that `sampleAnswers` makes. */
export function sampleMessages(roles: readonly Role[]): readonly Message[] {
  return roles.map((role, i): Message => {
    const content = `new ${role} text ${i}`;
    return role === "tool" ? { role, content, tool_call_id: `call_${i}`, name: "look" } : { role, content };
  });
}

/** Answers that messages of the given roles may follow: with reasoning and without, and with calls if they answer calls. */
export function sampleAnswers(roles: readonly Role[]): readonly Message[] {
  const firstOther = roles.findIndex((role) => role !== "tool");
  const results = firstOther < 0 ? roles.length : firstOther;
  const spoken: Message =
    results === 0
      ? { role: "assistant", content: "the answer" }
      : {
          role: "assistant",
          tool_calls: Array.from({ length: results }, (_, i) => ({
            type: "function",
            id: `call_${i}`,
            function: { name: "look", arguments: { at: i } },
            arguments_text: `{"at": ${i}}`,
          })),
        };
  return [spoken, { ...spoken, reasoning_content: "a thought" }];
}
