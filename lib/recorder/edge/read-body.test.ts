import { describe, expect, it } from "vitest";
import { readBody } from "./read-body";

function posted(body: string): Request {
  return new Request("http://127.0.0.1/", { method: "POST", body });
}

describe("a request's body", () => {
  it("is refused when it holds more values than any call, however short it is", async () => {
    const many = `[${"1,".repeat(600_000)}1]`;
    await expect(readBody(posted(many), 10_000_000)).rejects.toMatchObject({
      failure: { status: 413, message: "The request body holds more than 500000 JSON values." },
    });
  });

  it("may hold a text of many megabytes", async () => {
    const text = JSON.stringify({ content: "1,".repeat(2_000_000) });
    expect(await readBody(posted(text), 10_000_000)).toBe(text);
  });
});
