import { describe, expect, it } from "vitest";
import { exportSession } from "@/lib/export/export-session";
import { exportOf, FORKED, recordingOf } from "@/test/export/example-export";

const read = (lines: Iterable<string>): unknown[] => [...lines].map((line) => JSON.parse(line));

describe("the messages format", () => {
  it("writes the conversation that ends in each leaf, with the tools of its last call", () => {
    const { lines } = exportSession(exportOf(FORKED, { format: "messages" }));
    expect(read(lines)).toMatchObject([
      {
        messages: [
          { role: "user", content: "q" },
          { role: "assistant", content: "a" },
          { role: "tool", content: "4" },
          { role: "assistant", content: "b" },
        ],
        tools: [{ type: "function", function: { name: "f" } }],
        reward: 1,
        metadata: { task: "t", session: "s1", samples: [0], truncated: false },
      },
      {
        messages: [
          { role: "user", content: "other" },
          { role: "assistant", content: "answer 3" },
        ],
        metadata: { samples: [1], truncated: true },
      },
    ]);
  });

  it("keeps the model's own spelling of tool arguments", () => {
    const recording = recordingOf([
      {
        promptMessages: [{ role: "user", content: "q" }],
        promptIds: [1],
        outputIds: [2],
        response: {
          role: "assistant",
          content: null,
          tool_calls: [
            {
              type: "function",
              id: "c1",
              function: { name: "f", arguments: { n: 1 } },
              arguments_text: '{"n": 1.0}',
            },
          ],
        },
      },
    ]);
    expect(read(exportSession(exportOf(recording, { format: "messages" })).lines)).toMatchObject([
      {
        messages: [
          {},
          {
            role: "assistant",
            content: "",
            tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: '{"n": 1.0}' } }],
          },
        ],
      },
    ]);
  });

  it("has lines for a session without token ids, and none for a title", () => {
    const ask = { promptMessages: [{ role: "user" as const, content: "q" }], promptIds: [], outputIds: [] };
    const recording = recordingOf([
      ask,
      { ...ask, promptMessages: [{ role: "user", content: "t" }], auxiliary: "title" },
    ]);
    expect(read(exportSession(exportOf(recording, { format: "messages" })).lines)).toHaveLength(1);
  });
});
