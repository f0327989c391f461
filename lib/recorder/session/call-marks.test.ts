import { describe, expect, it } from "vitest";
import { callMarks } from "./call-marks";

const marksOf = (body: string, headers: Record<string, string> = {}, subAgent: string | null = null) =>
  callMarks(new Headers(headers), { protocol: "openai_chat", subAgent, body });

describe("the marks of a call", () => {
  it.each([
    ["a stream asked for and not", '{"a":1,"stream":true}', '{"a":1,"stream":false}'],
    ["a stream asked for and left out", '{"a":1,"stream":true}', '{"a":1}'],
    ["one at the beginning", '{"stream": true, "a":1}', '{ "a":1}'],
    ["its options too", '{"a":1,"stream":true,"stream_options":{"include_usage":true}}', '{"a":1}'],
  ])("are those of one body: %s", (_, first, second) => {
    expect(marksOf(first).body).toBe(marksOf(second).body);
  });

  it.each([
    ["another value", '{"a":1}', '{"a":2}'],
    ["another spelling", '{"a":1}', '{"a": 1}'],
    ["a text that reads like the member", '{"a":"\\"stream\\":true"}', '{"a":"\\"stream\\":false"}'],
  ])("are those of two bodies: %s", (_, first, second) => {
    expect(marksOf(first).body).not.toBe(marksOf(second).body);
  });

  it("tell protocols and sub-agents apart", () => {
    const other = callMarks(new Headers(), { protocol: "openai_responses", subAgent: null, body: "{}" });
    expect(new Set([marksOf("{}").body, marksOf("{}", {}, "a").body, other.body]).size).toBe(3);
  });

  it("hold no key as it was given, and count tries as the SDKs do", () => {
    const marks = marksOf("{}", { "idempotency-key": "secret-1", "x-stainless-retry-count": "2" });
    expect(marks.idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
    expect(marks.isRetry).toBe(true);
    for (const count of ["0", "", "many"]) {
      expect(marksOf("{}", { "x-stainless-retry-count": count }).isRetry).toBe(false);
    }
  });
});
