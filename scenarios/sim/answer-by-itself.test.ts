import { describe, expect, it } from "vitest";
import { answerByItself } from "./answer-by-itself";

const TOOLS =
  '<tools>\n{"type": "function", "function": {"name": "Read", "parameters": {"properties": {"path": {"type": "string"}}, "required": ["path"]}}}\n</tools>';

function heard(text: string, role = "user") {
  return { segments: 2, assistantSegments: 0, system: TOOLS, firstUser: text, last: { role, text } };
}

describe("what the simulated engine says by itself", () => {
  it("calls a tool that the user asks for, and puts its result in words", () => {
    expect(answerByItself(heard('Read "notes.md" please'))).toContain('{"path": "notes.md"}');
    expect(answerByItself(heard("3 lines", "tool"))).toBe("The tool answered: 3 lines");
  });

  it("answers what the user said, not what an agent wrapped around it", () => {
    const wrapped = "<system-reminder>\nYou may use Read to open files.\n</system-reminder>\nSay hello";
    expect(answerByItself(heard(wrapped))).toBe("Hello! How can I help you?");
  });
});
