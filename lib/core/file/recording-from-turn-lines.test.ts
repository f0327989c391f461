import { describe, expect, it } from "vitest";
import { FieldError } from "@/lib/core/json/json-fields";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { recordingFromTurnLines } from "./recording-from-turn-lines";

const SESSION = stringifyJson({
  type: "session",
  version: 1,
  id: "s",
  status: "open",
  origin: "api",
  prompt_mode: "graft",
  matcher: "echo",
  model: "qwen3",
  tokenizer: "qwen3",
  sampling_defaults: {},
  labels: {},
  metadata: {},
  created_at: 1,
  turns: 2,
});

const turn = (index: number, lists: object) =>
  stringifyJson({
    type: "turn",
    session: "s",
    index,
    created_at: 1,
    output_ids: [9],
    output_log_probs: [null],
    response: { role: "assistant", content: `answer ${index}` },
    finish_reason: "stop",
    delivery: "delivered",
    auxiliary: "none",
    prompt_build: "graft",
    scaffolds: [],
    accepted_rewrites: [],
    header_digest: "",
    log_prob_semantics: "raw",
    facts: {},
    digest: "0".repeat(64),
    ...lists,
  });

const FIRST = turn(1, {
  prompt: [{ ids: [7, 8] }],
  messages: [{ role: "user", content: "a" }],
  message_steps: [{ ids: [0] }],
});
const SECOND = turn(2, {
  prompt: [{ copy: [1, 0, 3] }, { ids: [5] }],
  messages: [{ copy: [1, 0, 2] }, { role: "user", content: "b" }],
  message_steps: [{ copy: [1, 0, 1] }, { ids: [2, 1] }],
});

describe("recordingFromTurnLines", () => {
  it("puts prompts, messages and their beginnings together from what they copy", () => {
    const { session, recording } = recordingFromTurnLines([SESSION, FIRST, SECOND, ""]);
    expect(session.id).toBe("s");
    expect(recording.prompts.ids(2)).toEqual(Int32Array.of(7, 8, 9, 5));
    expect(recording.turns[1]?.promptMessages.map(({ content }) => content)).toEqual(["a", "answer 1", "b"]);
    expect(recording.turns[1]?.messageStarts).toEqual(Int32Array.of(0, 2, 3));
    expect(recording.turns[0]?.outputLogProbs).toEqual(Float64Array.of(Number.NaN));
  });

  it("reads a line of a turn with a version, and none of a version that it does not know", () => {
    const at = (version: number) => FIRST.replace('{"type":"turn"', `{"type":"turn","version":${version}`);
    expect(recordingFromTurnLines([SESSION, at(1), SECOND]).recording.turns).toHaveLength(2);
    expect(() => recordingFromTurnLines([SESSION, at(2), SECOND])).toThrow(/version must be 1/);
  });

  it.each([
    ["no session line", [FIRST]],
    ["two session lines", [SESSION, SESSION]],
    ["a turn left out", [SESSION, SECOND]],
  ])("refuses %s", (_, lines) => {
    expect(() => recordingFromTurnLines(lines)).toThrow(FieldError);
  });
});
