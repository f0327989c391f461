import { describe, expect, it } from "vitest";
import { system, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { messageMarks } from "./message-marks";

const call = { promptMessages: [system("Be brief."), user("go")], prompt: [1, 2, 3, 4, 5], output: [6, 7] };

describe("messageMarks", () => {
  it("begin the answer with its opener, which the prompt ends with", () => {
    const recording = recordingOf({ ...call, messageStarts: Int32Array.of(0, 2), generationStart: 4 });
    expect(messageMarks(recording, 1)).toEqual([
      { start: 0, role: "system", message: 1, is_answer: false },
      { start: 2, role: "user", message: 2, is_answer: false },
      { start: 4, role: "assistant", message: 3, is_answer: true },
    ]);
  });

  it("are the answer's alone, after the prompt, where nobody recorded where messages begin", () => {
    expect(messageMarks(recordingOf(call), 1)).toEqual([
      { start: 5, role: "assistant", message: 3, is_answer: true },
    ]);
  });

  it("are none of a turn that there is not", () => {
    expect(messageMarks(recordingOf(call), 2)).toEqual([]);
  });
});
