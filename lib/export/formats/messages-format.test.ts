import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { exportSession } from "@/lib/export/export-session";
import { exportOf, FORKED } from "@/test/export/export-of";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";

const read = (lines: Iterable<string>): unknown[] => [...lines].map((line) => JSON.parse(line));

describe("the messages format", () => {
  it("writes the conversation that ends in each leaf, with the tools of its last call", () => {
    const { lines } = exportSession(exportOf(FORKED, { format: "messages" }));
    expect(read(lines)).toMatchObject([
      {
        messages: [
          user("q"),
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
    const recording = recordingOf({
      promptMessages: [user("q")],
      prompt: [1],
      output: [2],
      responseMessage: {
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
    });
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
    const ask = { promptMessages: [user("q")], prompt: [], output: [] };
    const recording = recordingOf(ask, { ...ask, promptMessages: [user("t")], auxiliary: "title" });
    expect(read(exportSession(exportOf(recording, { format: "messages" })).lines)).toHaveLength(1);
  });

  it("ends where the last answer that arrived ends, once for all that were lost after it", () => {
    const [question, answer] = [user("q"), assistant("a")];
    const lost = { promptMessages: [question, answer, user("r")], prompt: [1, 2, 3], output: [4] };
    const recording = recordingOf(
      { promptMessages: [question], prompt: [1], output: [2], responseMessage: answer },
      { ...lost, delivery: "undelivered" },
      { ...lost, promptMessages: [question, answer, user("s")], delivery: "undelivered" },
    );
    expect(read(exportSession(exportOf(recording, { format: "messages" })).lines)).toMatchObject([
      { messages: [question, answer], reward: 1, metadata: { samples: [0] } },
    ]);
    const heard = recordingOf(
      ...[{ promptMessages: [question], prompt: [1], output: [2], responseMessage: answer }, lost],
    );
    expect(read(exportSession(exportOf(heard, { format: "messages" })).lines)).toHaveLength(1);
  });

  it("has no line for an answer that never arrived, unless the policy includes it", () => {
    const lost = recordingOf({ prompt: [1], output: [2], delivery: "undelivered" });
    const lines = (include_undelivered: boolean) =>
      read(
        exportSession(
          exportOf(lost, { format: "messages", policy: resolvePolicy("slime", { include_undelivered }) }),
        ).lines,
      );
    expect(lines(false)).toEqual([]);
    expect(lines(true)).toHaveLength(1);
  });
});
