import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { exportResponse } from "./export-response";

async function* lines(count: number, seen: { made: number; ended: boolean }): AsyncGenerator<string> {
  try {
    for (let at = 0; at < count; at++) {
      seen.made++;
      yield `{"line":${at},"padding":"${"x".repeat(1000)}"}`;
    }
  } finally {
    seen.ended = true;
  }
}

const plain = { fileName: "samples.jsonl", gzip: false, reason: () => null };

describe("a streamed export", () => {
  it("holds every line, in order", async () => {
    const response = await exportResponse(lines(500, { made: 0, ended: false }), plain);
    const read = (await response.text()).trimEnd().split("\n");
    expect(read).toHaveLength(500);
    expect(read[499]).toContain('{"line":499,');
    expect(response.headers.get("content-type")).toBe("text/jsonl; charset=utf-8");
  });

  it("is a compressed file when asked for one, of the same bytes", async () => {
    const response = await exportResponse(lines(500, { made: 0, ended: false }), { ...plain, gzip: true });
    expect(response.headers.get("content-type")).toBe("application/gzip");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="samples.jsonl.gz"');
    const packed = Buffer.from(await response.arrayBuffer());
    const whole = await (await exportResponse(lines(500, { made: 0, ended: false }), plain)).text();
    expect(gunzipSync(packed).toString()).toBe(whole);
  });

  it("makes lines only as they are read, and stops when the reader leaves", async () => {
    const seen = { made: 0, ended: false };
    const response = await exportResponse(lines(100_000, seen), plain);
    const reader = response.body?.getReader();
    await reader?.read();
    expect(seen.made).toBeLessThan(1000);
    await reader?.cancel();
    expect(seen.ended).toBe(true);
  });

  it("says in a header why it is empty", async () => {
    const response = await exportResponse(lines(0, { made: 0, ended: false }), {
      ...plain,
      reason: () => "The session has no turns.",
    });
    expect(await response.text()).toBe("");
    expect(response.headers.get("x-turntree-reason")).toBe("The session has no turns.");
  });

  it("is an error, not a stream cut short, when the first line cannot be made", async () => {
    const failing = async function* (): AsyncGenerator<string> {
      yield* [];
      throw new Error("no such session");
    };
    await expect(exportResponse(failing(), plain)).rejects.toThrow("no such session");
  });
});
