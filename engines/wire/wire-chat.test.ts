import { describe, expect, it } from "vitest";
import { wireChat } from "./wire-chat";
import type { Exchange } from "./wire-tap";

const exchange = (reply: string, contentType: string, path = "/v1/chat/completions"): Exchange => ({
  ...{ method: "POST", path, body: "{}", status: 200, contentType, reply },
  ...{ end: "whole", endedAt: 0 },
});
const whole = (document: object) => exchange(JSON.stringify(document), "application/json");
const streamed = (...frames: readonly object[]) =>
  exchange(frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join(""), "text/event-stream");

/** The same completion in every place where servers tell its ids. */
const PLACES: Readonly<Record<string, Exchange>> = {
  "vLLM, whole": whole({ prompt_token_ids: [5, 6], choices: [{ token_ids: [7, 8] }] }),
  "vLLM, streamed": streamed(
    { prompt_token_ids: [5, 6], choices: [{ delta: { role: "assistant" } }] },
    { choices: [{ token_ids: [7] }] },
    { choices: [{ token_ids: [8] }] },
    { choices: [] },
  ),
  "SGLang, whole": whole({ choices: [{}], sglext: { input_ids: [5, 6], output_ids: [[7, 8]] } }),
  "SGLang, streamed": streamed(
    { choices: [{ delta: { content: "a" } }] },
    { choices: [], sglext: { input_ids: [5, 6], output_ids: [[7, 8]] } },
  ),
};

describe("the ids of a chat completion on the wire", () => {
  it.each(Object.entries(PLACES))("are read of %s", (_, told) => {
    expect(wireChat(told)).toEqual({ promptIds: [5, 6], outputIds: [7, 8] });
  });

  it("are none where none are told, and of no other route", () => {
    expect(wireChat(whole({ choices: [{ message: { content: "a" } }] }))).toBeNull();
    const { reply, contentType } = PLACES["vLLM, whole"] ?? exchange("", "");
    expect(wireChat(exchange(reply, contentType, "/inference/v1/generate"))).toBeNull();
  });
});
