import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { allowLongRequests } from "./allow-long-requests";

const LIMITS = { requestTimeout: 100, headersTimeout: 100, connectionsCheckingInterval: 20 };

let server: Server;
afterEach(() => new Promise((closed) => server.close(closed)));

/**
 * Sends a body part by part, until the server cuts it off or so many were sent.
 *
 * @returns the answer's status, null when there was none; and how many parts were sent.
 */
async function sendSlowly(parts: number): Promise<{ readonly status: number | null; readonly sent: number }> {
  server = createServer(LIMITS, async (incoming, answer) => answer.end(await text(incoming).catch(() => "")));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const call = request({ port: address.port, host: "127.0.0.1", method: "POST", agent: false });
  let status: number | null = null;
  const over = once(call, "response").then(
    ([{ statusCode }]) => {
      status = Number(statusCode);
    },
    () => undefined,
  );
  let sent = 0;
  for (; sent < parts && status === null && !call.destroyed; sent++) {
    call.write("part");
    await pause(20);
  }
  call.end();
  await over;
  return { status, sent };
}

describe("a request that is slow to arrive", () => {
  it("is cut off by Node's own limit, and no more once long requests are allowed", async () => {
    const { status, sent } = await sendSlowly(Number.POSITIVE_INFINITY);
    expect(status).not.toBe(200);
    await new Promise((closed) => server.close(closed));
    allowLongRequests();
    expect(await sendSlowly(4 * sent)).toEqual({ status: 200, sent: 4 * sent });
  });
});
