import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutKeys } from "@/lib/core/base/secret-shapes";
import { sessionKey, sessionOfKey } from "./session-key";

const SECRET = Buffer.from("a secret");

const sessionId = fc.stringMatching(/^[A-Za-z0-9][\w.:@+=~-]{0,199}$/);

describe("a session's key", () => {
  it("is the same wherever the secret is known, and names its session", () => {
    expect(sessionKey("rollout-7", SECRET)).toBe("s.rollout-7.tCT6rA9nHiQz3XDaZZnS-dgUWtDLlTGW_7Kt6xdwRZY");
    fc.assert(
      fc.property(sessionId, (id) => {
        expect(sessionOfKey(sessionKey(id, SECRET), SECRET)).toBe(id);
      }),
    );
  });

  it("of one session is that of no other, whatever their ids", () => {
    fc.assert(
      fc.property(sessionId, sessionId, (one, other) => {
        fc.pre(one !== other);
        const code = sessionKey(one, SECRET).slice(-43);
        expect(sessionOfKey(`s.${other}.${code}`, SECRET)).toBeNull();
      }),
    );
  });

  it("is none with a character changed, left out or added, or under another secret", () => {
    const key = sessionKey("a.b", SECRET);
    for (let at = 0; at < key.length; at++) {
      const other = key[at] === "x" ? "y" : "x";
      expect(sessionOfKey(`${key.slice(0, at)}${other}${key.slice(at + 1)}`, SECRET), `${at}`).toBeNull();
      expect(sessionOfKey(key.slice(0, at) + key.slice(at + 1), SECRET), `${at}`).toBeNull();
    }
    for (const text of [`${key}A`, ` ${key}`, "", "s.", "s..", "s.a", "s.a.", key.toUpperCase()])
      expect(sessionOfKey(text, SECRET), text).toBeNull();
    expect(sessionOfKey(key, Buffer.from("another secret"))).toBeNull();
  });

  it("is cut out of any text that it stands in", () => {
    fc.assert(
      fc.property(sessionId, (id) => {
        const key = sessionKey(id, SECRET);
        for (const text of [key, `http://host/k/${encodeURIComponent(key)}/v1`, `key="${key}",`])
          expect(withoutKeys(text)).not.toContain(key.slice(-43));
      }),
    );
  });
});
