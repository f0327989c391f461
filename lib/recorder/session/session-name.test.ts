import { describe, expect, it } from "vitest";
import { hashSecret, isSessionId, readsLikeId } from "./session-name";

describe("readsLikeId", () => {
  it.each(["dummy", "rollout-17.3", "group:4:sample:2", "550e8400-e29b-41d4-a716-446655440000", "EMPTY"])(
    "takes %s for a name",
    (text) => expect(readsLikeId(text)).toBe(true),
  );

  it.each([
    "sk-proj-abcdefgh",
    "sk-ant-api03-x",
    "hf_aBcDeFgH",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.sig",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c",
    "has space",
    "",
  ])("takes %j for a secret", (text) => expect(readsLikeId(text)).toBe(false));
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
