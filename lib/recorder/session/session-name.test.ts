import { describe, expect, it } from "vitest";
import { isSessionId } from "@/lib/core/recording/session-id";
import { hashSecret, readsLikeId } from "./session-name";

describe("readsLikeId", () => {
  it.each([
    "dummy",
    "EMPTY",
    "a",
    "rollout-17.3",
    "rollout-5",
    "group:4:sample:2",
    "swe_bench-django__django-11099",
    "step12.rollout3",
    "task-20261129-7f3a",
    "math-550e8400-e29b-41d4-a716-446655440000",
    "handed-out",
  ])("takes %s for a name", (text) => expect(readsLikeId(text)).toBe(true));

  it.each([
    ["OpenAI", "sk-proj-abcdefgh"],
    ["Anthropic", "sk-ant-api03-x"],
    ["Hugging Face", "hf_aBcDeFgH"],
    ["Fireworks", "fw_3ZKvyq8RtVn2pLxWcQmD7a"],
    ["Modal, id", "ak-Xk29fLq0PzRtYvWm3cNb8d"],
    ["Modal, secret", "as-Jd82kfLq0PzRtYvWm3cNb8"],
    ["SambaNova", "0b5f6a2e-93c1-4d17-8e52-7f4ac9d1b860"],
    ["hb.", "hb.q8Zt4xK2mNvR"],
    ["Together", "tgp_v1_q8Zt4xK2mNvR"],
    ["Groq", "gsk_q8Zt4xK2"],
    ["a signed token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.sig"],
    ["48 hexadecimal digits", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c"],
    ["20 hexadecimal digits", "9f86d081884c7d659a2f"],
    ["16 hexadecimal digits", "9f86d081884c7d65"],
    ["16 letters", "kqzvbnwplxcmrtyd"],
    ["32 letters", "kqzvbnwplxcmrtydhgfjsaeuoiqwmznb"],
    ["20 capitals", "AKQZVBNWPLXCMRTYDHGF"],
    ["parts of a key", "q8Zt4xK2.mNvR7s"],
    ["a password", "Summer2024"],
    ["a password", "P@ssw0rd"],
    ["a password", "hunter2"],
    ["a password", "correct-Horse7Battery"],
    ["no id at all", "has space"],
    ["nothing", ""],
  ])("takes %s for a secret: %j", (_, text) => expect(readsLikeId(text)).toBe(false));
});

describe("hashSecret", () => {
  it("gives the same session for the same secret and key, an id that reads back nothing", () => {
    const id = hashSecret("sk-1", "key");
    expect(hashSecret("sk-1", "key")).toBe(id);
    expect(hashSecret("sk-1", "other")).not.toBe(id);
    expect(isSessionId(id)).toBe(true);
    expect(id).not.toContain("sk-1");
  });
});
