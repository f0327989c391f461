import { afterEach, describe, expect, it } from "vitest";
import { generateOnce } from "@/test/engine/generate-once";
import { startScriptedServer } from "@/test/engine/scripted-server";
import { cleanWords } from "./clean-words";
import { createEngine } from "./create-engine";
import { EngineError } from "./engine-error";

const KEY = "engine-key-of-this-server";
const FORGED = "\r\nFAKE 2026 GET / 200\u001b[2J";

let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.close());

/** An engine that says back what it was sent, as proxies and debug modes do. */
async function echoing(status: number, wrap: (words: string) => string) {
  server = await startScriptedServer((request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(wrap(`no ${request.headers.authorization}, ${KEY} nor Bearer someone-elses${FORGED}`));
  });
  return createEngine({ name: "sglang", url: server.url, key: KEY, silenceMs: 60_000 });
}

const CLEAN = "no Bearer [secret], [secret] nor Bearer [secret]\\u000d\\nFAKE 2026 GET / 200\\u001b[2J";

describe("what an engine says", () => {
  it("has neither its key nor another in it, and begins no line of the log, when it refuses a call", async () => {
    const engine = await echoing(500, (message) => JSON.stringify({ error: { message } }));
    const failure = await generateOnce(engine, { stream: false }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ kind: "failed", message: CLEAN, status: 500 });
  });

  it("is as clean when it answers with a page, or with more than anybody reads", async () => {
    const engine = await echoing(502, (words) => `<p>${words}${"x".repeat(10_000_000)}`);
    const failure = await generateOnce(engine, { stream: false }).catch((error: unknown) => error);
    if (!(failure instanceof EngineError)) throw failure;
    expect(failure.message).not.toContain(KEY);
    expect(failure.message.length).toBeLessThan(2500);
  });

  it("is as clean in what it says of its health", async () => {
    const engine = await echoing(500, (message) => JSON.stringify({ error: { message } }));
    expect((await engine.health(new AbortController().signal)).detail).not.toContain(KEY);
  });
});

describe("clean words", () => {
  it("hold no half of a key where a long text is cut off", () => {
    const long = `${`${KEY} `.repeat(2000)}`;
    for (let at = 0; at < KEY.length; at++) {
      const words = cleanWords(`${"x".repeat(at)} ${long}`, KEY);
      expect(words).toMatch(/^x* (\[secret\] )*(\[secret?\]?|\[\w*)?…?$/);
    }
  });
});
