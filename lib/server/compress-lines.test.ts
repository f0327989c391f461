import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { compressLines } from "./compress-lines";

let server: Server;
afterEach(() => new Promise((closed) => server.close(closed)));

/** The content type of an answer as whoever compresses it finds it; Next sets it as a list. */
async function typeFound(type: string): Promise<unknown> {
  let found: unknown;
  server = createServer((_, response) => {
    response.setHeader("content-type", [type]);
    found = response.getHeader("content-type");
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const response = await fetch(`http://127.0.0.1:${address.port}`);
  expect(response.headers.get("content-type")).toBe(type);
  return found;
}

describe("the content type of an answer", () => {
  it("is text where lines are exported, and stays a list for a reply that streams", async () => {
    compressLines();
    expect(await typeFound("text/jsonl; charset=utf-8")).toBe("text/jsonl; charset=utf-8");
    await new Promise((closed) => server.close(closed));
    expect(await typeFound("text/event-stream")).toEqual(["text/event-stream"]);
  });
});
