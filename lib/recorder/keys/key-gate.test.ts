import { describe, expect, it } from "vitest";
import { GuessLimiter } from "./guess-limiter";
import { KeyGate } from "./key-gate";
import { KeyRing, openKeyRing } from "./key-ring";

const TOKENS = {
  apiToken: "the admin's token",
  trainerToken: "the trainer's token",
  readToken: "the reader's token",
  signingKey: null,
};
const ring = new KeyRing(TOKENS, "");

/** A gate over a clock that the test turns. */
function gated() {
  let now = 0;
  const gate = new KeyGate(ring, new GuessLimiter(() => now));
  const from = (address: string, ...offered: string[]) => gate.recognise(offered, address);
  const guess = (address: string, times: number) =>
    Array.from({ length: times }, (_, guessed) => from(address, `guess ${guessed}`).kind);
  const pass = (ms: number): void => {
    now += ms;
  };
  return { from, guess, pass };
}

describe("who sends a request", () => {
  it("is told by any of the texts that are offered", () => {
    const { from } = gated();
    expect(from("a", TOKENS.apiToken)).toEqual({ kind: "admin" });
    expect(from("a", "dummy", TOKENS.trainerToken)).toEqual({ kind: "trainer" });
    expect(from("a", TOKENS.readToken)).toEqual({ kind: "reader" });
    expect(from("a", "dummy", ring.sessionKey("s-1") ?? "")).toEqual({ kind: "session", session: "s-1" });
    expect(from("a")).toEqual({ kind: "none" });
    expect(from("a", "dummy")).toEqual({ kind: "wrong" });
  });

  it("is not asked where there is no token", () => {
    expect(new KeyGate(openKeyRing()).recognise(["whatever"], "a")).toEqual({ kind: "open" });
    expect(openKeyRing().sessionKey("a")).toBeNull();
    expect(openKeyRing().sessionOf(ring.sessionKey("a") ?? "")).toBeNull();
  });
});

describe("who guesses keys", () => {
  it("is looked at ten times at once, then once every three seconds", () => {
    const { from, guess, pass } = gated();
    expect(guess("a", 12)).toEqual([...Array(10).fill("wrong"), "waits", "waits"]);
    expect(from("a", TOKENS.apiToken)).toEqual({ kind: "waits", waitMs: 3000 });
    expect(from("b", TOKENS.apiToken)).toEqual({ kind: "admin" });
    pass(3000);
    expect(from("a", TOKENS.apiToken)).toEqual({ kind: "admin" });
  });

  it("holds up no token that was right at that address before, and no session's key", () => {
    const { from, guess } = gated();
    expect(from("a", TOKENS.trainerToken)).toEqual({ kind: "trainer" });
    guess("a", 30);
    expect(from("a", TOKENS.trainerToken)).toEqual({ kind: "trainer" });
    expect(from("a", ring.sessionKey("s-1") ?? "")).toEqual({ kind: "session", session: "s-1" });
    expect(from("a", TOKENS.apiToken)).toMatchObject({ kind: "waits" });
  });

  it("guesses nothing by what was wrong before, such as an old key that a client goes on with", () => {
    const { from, guess } = gated();
    for (let again = 0; again < 50; again++) expect(from("a", "the old token")).toEqual({ kind: "wrong" });
    expect(guess("a", 10)).toEqual([...Array(9).fill("wrong"), "waits"]);
  });
});

describe("a ring of keys", () => {
  it("knows its keys in the values of headers, and nobody else's", () => {
    const key = ring.sessionKey("s-1") ?? "";
    for (const value of [`Bearer ${TOKENS.readToken}`, key, `http://host/k/${key}/v1`, TOKENS.apiToken])
      expect(ring.holdsKey(value), value).toBe(true);
    for (const value of ["Bearer sk-other", "s.tep.by", ""]) expect(ring.holdsKey(value), value).toBe(false);
    expect(openKeyRing().holdsKey(key)).toBe(false);
  });

  it("makes other keys of another token, and hides credentials with a secret of its own", () => {
    const other = new KeyRing({ ...TOKENS, apiToken: "another admin's token" }, "kept");
    expect(other.sessionKey("a")).not.toBe(ring.sessionKey("a"));
    expect(other.credentialKey).not.toBe(ring.credentialKey);
    expect(new KeyRing({ ...TOKENS, signingKey: "set" }, "kept").credentialKey).toBe("set");
    expect(new KeyRing({ ...TOKENS, apiToken: null }, "kept").credentialKey).toBe("kept");
  });
});
