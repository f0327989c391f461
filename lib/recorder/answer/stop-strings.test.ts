import { describe, expect, it } from "vitest";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const LS = { type: "function", function: { name: "ls", parameters: { type: "object", properties: {} } } };

function post(session: string, answer: SimAnswerInput, more: object) {
  const said = { tokenisation: "plain" as const, ...answer };
  return fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: simLine(said) }], ...more }),
  });
}

async function ask(session: string, answer: SimAnswerInput, more: object) {
  const reply = await (await post(session, answer, more)).json();
  const { turns } = await simulated.server.runtime.store.readRecording(session);
  return { choice: reply.choices[0], usage: reply.usage, turn: turns.at(-1) };
}

const decode = (ids: Iterable<number>) => simulated.server.runtime.model.decode(ids);

describe("a client's stop string", () => {
  it("that the model names while it thinks ends nothing there", async () => {
    const text = "<think>\nThe Question: is simple.\n</think>\n\nThe answer is 4.\nQuestion: next";
    const { choice, turn } = await ask("in-thought", { text }, { stop: ["Question:"] });
    expect(choice.message).toMatchObject({
      content: "The answer is 4.\n",
      reasoning_content: "The Question: is simple.",
    });
    expect(turn).toMatchObject({ matchedStop: "Question:", finishReason: "stop" });
    expect(decode(turn?.outputIds ?? [])).toMatch(/4\.\nQuestion:$/);
  });

  it("does not match the layout around empty thinking", async () => {
    const text = "<think>\n\n</think>\n\nFirst paragraph.\n\nSecond.";
    const { choice } = await ask("layout", { text }, { stop: ["\n\n"] });
    expect(choice.message.content).toBe("First paragraph.");
  });

  it("does not match inside a tool call", async () => {
    const text = '<tool_call>\n{"name": "ls", "arguments": {"path": "STOP"}}\n</tool_call>';
    const { choice, turn } = await ask("in-call", { text }, { stop: ["STOP"], tools: [LS] });
    expect(choice.message.tool_calls[0].function.arguments).toBe('{"path": "STOP"}');
    expect(turn?.matchedStop).not.toBe("STOP");
  });

  it.each([true, false])("ends the work at the engine (stream: %s)", async (stream) => {
    // The engine stands still behind the stop string for as long as nobody aborts it.
    const answer = { text: "Action: search\nObservation: and more made up text", held_after_tokens: 8 };
    const session = `aborted-${stream}`;
    const response = await post(session, answer, { stop: ["\nObservation:"], stream });
    const reply = await response.text();
    expect(reply).not.toContain("Observation");
    const { turns } = await simulated.server.runtime.store.readRecording(session);
    expect(turns).toMatchObject([{ finishReason: "stop", matchedStop: "\nObservation:", refusal: null }]);
    expect(turns[0]?.responseMessage?.content).toBe("Action: search");
    expect(turns[0]?.outputLogProbs).toHaveLength(turns[0]?.outputIds.length ?? -1);
    await expect.poll(async () => (await fetch(`${simulated.engine.url}/sim/running`)).json()).toEqual([]);
  });

  it("is counted with the ids that the answer keeps", async () => {
    const { usage, turn } = await ask("counted", { text: "one two STOP three four" }, { stop: "STOP" });
    expect(usage.completion_tokens).toBe(turn?.outputIds.length);
  });

  it("that is complete first wins over one that begins first", async () => {
    const { choice, turn } = await ask("first", { text: "x abcd y" }, { stop: ["abcd", "bc"] });
    expect(choice.message.content).toBe("x a");
    expect(turn?.matchedStop).toBe("bc");
  });

  it("is shown up to where it may begin, while the model samples", async () => {
    const response = await post("streamed", { text: "one two STOP three" }, { stop: "STOP", stream: true });
    const shown = Array.from((await response.text()).matchAll(/"content":"([^"]+)"/g), ([, piece]) => piece);
    expect(shown.join("")).toBe("one two ");
    expect(shown.length).toBeGreaterThan(1);
  });

  it("keeps no id behind the one that completes it, where text may be a marker", async () => {
    const { choice, turn } = await ask("marker", { text: "a <b and more" }, { stop: "<" });
    expect(choice.message.content).toBe("a ");
    expect(decode(turn?.outputIds ?? [])).toBe("a <");
  });
});
