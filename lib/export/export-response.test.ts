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

const PLAIN = { kind: "lines", gzip: false } as const;

const made = (given: AsyncGenerator<string>, reason: string | null = null) => ({
  lines: given,
  fileName: "samples.jsonl",
  reason,
});
const some = (count: number) => lines(count, { made: 0, ended: false });

describe("a streamed export", () => {
  it("holds every line, in order", async () => {
    const response = exportResponse(made(some(500)), PLAIN);
    const read = (await response.text()).trimEnd().split("\n");
    expect(read).toHaveLength(500);
    expect(read[499]).toContain('{"line":499,');
    expect(response.headers.get("content-type")).toBe("text/jsonl; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="samples.jsonl"');
  });

  it("is a compressed file when asked for one, of the same bytes", async () => {
    const response = exportResponse(made(some(500)), { kind: "lines", gzip: true });
    expect(response.headers.get("content-type")).toBe("application/gzip");
    const packed = Buffer.from(await response.arrayBuffer());
    expect(gunzipSync(packed).toString()).toBe(await exportResponse(made(some(500)), PLAIN).text());
  });

  it("makes lines only as they are read, and stops when the reader leaves", async () => {
    const seen = { made: 0, ended: false };
    const reader = exportResponse(made(lines(100_000, seen)), PLAIN).body?.getReader();
    await reader?.read();
    expect(seen.made).toBeLessThan(1000);
    await reader?.cancel();
    expect(seen.ended).toBe(true);
  });

  it("says in a header why it is empty", async () => {
    const response = exportResponse(made(some(0), "The session has no turns."), PLAIN);
    expect(await response.text()).toBe("");
    expect(response.headers.get("x-turntree-reason")).toBe("The session has no turns.");
  });
});
