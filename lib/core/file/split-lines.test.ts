import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineError, splitLines } from "./split-lines";

const utf8 = new TextEncoder();

async function* arriving(chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === "string" ? utf8.encode(chunk) : chunk;
}

async function read(chunks: readonly (string | Uint8Array)[], limit?: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const { number, text } of splitLines(arriving(chunks), limit)) lines.push(`${number}:${text}`);
  return lines;
}

describe("lines of text that arrives", () => {
  it("are put together across chunks, and a separator inside text does not end one", async () => {
    expect(await read(["a\nb", "c\n\nd\u2028e"])).toEqual(["1:a", "2:bc", "3:", "4:d\u2028e"]);
  });

  it("are the same wherever the bytes are cut, inside a character too", async () => {
    const bytes = utf8.encode("é€😀\nb\r\n\n😀");
    const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const ends = [0, ...places.toSorted((a, b) => a - b), bytes.length];
        const chunks = ends.slice(1).map((end, at) => bytes.subarray(ends[at], end));
        expect(await read(chunks)).toEqual(["1:é€😀", "2:b\r", "3:", "4:😀"]);
      }),
    );
  });

  it("begin after a byte order mark", async () => {
    expect(await read([Uint8Array.of(0xef, 0xbb, 0xbf), "{}\n"])).toEqual(["1:{}"]);
  });

  it("end with the last line feed, or with the text", async () => {
    expect([await read([]), await read(["\n"]), await read(["a\n"]), await read(["a"])]).toEqual([
      [],
      ["1:"],
      ["1:a"],
      ["1:a"],
    ]);
  });

  it("are refused by number when too long, whether or not they end", async () => {
    const message = "line 2: longer than 100 bytes";
    await expect(read(["ok\n", "x".repeat(60), "x".repeat(60)], 100)).rejects.toThrow(message);
    await expect(read([`ok\n${"x".repeat(101)}\n`], 100)).rejects.toThrow(message);
    expect(await read(["é".repeat(50)], 100)).toEqual([`1:${"é".repeat(50)}`]);
  });

  it("are refused by number when not UTF-8, a character that a line feed cuts included", async () => {
    await expect(read(["a\n", Uint8Array.of(0xff, 10)])).rejects.toThrow("line 2: not UTF-8");
    await expect(read([Uint8Array.of(0xc3, 10)])).rejects.toThrow(LineError);
    await expect(read([Uint8Array.of(0xc3)])).rejects.toThrow("line 1: not UTF-8");
  });
});
