import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { allowLongRequests } from "./allow-long-requests";

const LIMITS = { requestTimeout: 100, headersTimeout: 100, connectionsCheckingInterval: 20 };

let server: Server;
afterEach(() => new Promise((closed) => server.close(closed)));

/** Sends a body in parts that take four times as long as the server's limit. */
async function sendSlowly(): Promise<number | undefined> {
  server = createServer(LIMITS, async (incoming, answer) => answer.end(await text(incoming).catch(() => "")));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const call = request({ port: address.port, host: "127.0.0.1", method: "POST", agent: false });
  const answered = once(call, "response").then(([{ statusCode }]) => Number(statusCode));
  for (let part = 0; part < 8; part++) {
    if (!call.destroyed) call.write("part");
    await pause(50);
  }
  call.end();
  return answered;
}

describe("a request that is slow to arrive", () => {
  it("is cut off by Node's own limit, and no more once long requests are allowed", async () => {
    expect(await sendSlowly().catch(() => "cut off")).not.toBe(200);
    await new Promise((closed) => server.close(closed));
    allowLongRequests();
    expect(await sendSlowly()).toBe(200);
  });
});
