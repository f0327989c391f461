import { describe, expect, it } from "vitest";
import { numberedLines } from "./numbered-lines";

function body(...chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      }
      controller.close();
    },
  });
}

async function read(stream: ReadableStream<Uint8Array>, limit = 100): Promise<string[]> {
  const lines: string[] = [];
  for await (const { number, text } of numberedLines(stream, limit)) lines.push(`${number}:${text}`);
  return lines;
}

describe("lines of a body", () => {
  it("are put together across chunks, and a separator inside text does not end one", async () => {
    expect(await read(body("a\nb", "c\n\nd\u2028e"))).toEqual(["1:a", "2:bc", "3:", "4:d\u2028e"]);
  });

  it("may be cut in the middle of a character", async () => {
    const bytes = new TextEncoder().encode("é\n");
    expect(await read(body(bytes.subarray(0, 1), bytes.subarray(1)))).toEqual(["1:é"]);
  });

  it("are refused by number when too long or not UTF-8", async () => {
    await expect(read(body("ok\n", "x".repeat(60), "x".repeat(60)))).rejects.toThrow(
      "line 2: longer than 100 bytes",
    );
    await expect(read(body(Uint8Array.of(0xff, 10)))).rejects.toThrow("line 1: not UTF-8");
  });
});
