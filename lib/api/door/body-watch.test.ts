import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KeyGate } from "@/lib/recorder/keys/key-gate";
import { openKeyRing } from "@/lib/recorder/keys/key-ring";
import { readSettings } from "@/lib/settings/settings";
import { BodyWatch } from "./body-watch";
import { createDoor } from "./door";

const PACE = { graceMs: 10_000, bytesPerSecond: 100, silenceMs: 6000 };

let now: number;
let bodies: BodyWatch;
let server: Server;
let port: number;
let received: IncomingMessage[];
let isRead: boolean;

beforeEach(async () => {
  now = 0;
  received = [];
  isRead = true;
  bodies = new BodyWatch(PACE, () => now);
  const door = createDoor(readSettings({}), new KeyGate(openKeyRing()), bodies);
  server = createServer((incoming, outgoing) => {
    if (!door(incoming, outgoing)) return;
    received.push(incoming);
    if (isRead)
      text(incoming).then(
        (body) => outgoing.end(`${body.length}`),
        () => outgoing.destroy(),
      );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  port = address.port;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

/** Begins a body, and waits until the server has what was sent. */
async function begin(path: string) {
  const call = request({ port, host: "127.0.0.1", method: "POST", path, agent: false });
  const answer = once(call, "response").then(async ([incoming]: IncomingMessage[]) => ({
    status: incoming?.statusCode,
    body: incoming === undefined ? "" : await text(incoming),
  }));
  const send = async (bytes: number) => {
    const before = received[0]?.socket.bytesRead ?? 0;
    call.write("x".repeat(bytes));
    await expect.poll(() => (received[0]?.socket.bytesRead ?? 0) - before).toBeGreaterThanOrEqual(bytes);
  };
  await send(1);
  return { call, answer, send };
}

/** Time passes, a look every two seconds. */
function pass(seconds: number): void {
  for (let second = 0; second < seconds; second += 2) {
    now += 2000;
    bodies.look();
  }
}

describe("a body that arrives", () => {
  it("without a pause passes however long it takes", async () => {
    const { call, answer, send } = await begin("/v1/messages");
    for (let part = 0; part < 20; part++) {
      await send(500);
      pass(4);
    }
    call.end();
    expect(await answer).toEqual({ status: 200, body: "10001" });
  });

  it("slower than the least pace is given up in the shape of what is called", async () => {
    const { answer, send } = await begin("/v1/messages");
    for (let part = 0; part < 3; part++) {
      await send(10);
      pass(4);
    }
    const message = "The request's body arrives too slowly.";
    expect(await answer).toEqual({
      status: 408,
      body: JSON.stringify({ type: "error", error: { type: "invalid_request_error", message } }),
    });
  });

  it("and stalls is given up however much of it is there", async () => {
    const { answer, send } = await begin("/api/import");
    await send(60_000);
    pass(4);
    expect(received[0]?.socket.destroyed).toBe(false);
    pass(6);
    expect(await answer).toMatchObject({ status: 408, body: expect.stringContaining('"too_slow"') });
  });

  it("is not given up while the server is not ready for more of it", async () => {
    isRead = false;
    const { call, answer } = await begin("/api/import");
    call.end("x".repeat(5_000_000));
    await expect.poll(() => received[0]?.readableLength).toBeGreaterThan(10_000);
    pass(600);
    expect(received[0]?.socket.destroyed).toBe(false);
    received[0]?.resume();
    received[0]?.on("end", () => received[0]?.socket.end("HTTP/1.1 204 Done\r\n\r\n"));
    expect(await answer).toMatchObject({ status: 204 });
  });

  it("for nobody, after its answer, is given up too", async () => {
    const socket = connect(port, "127.0.0.1");
    const closed = once(socket, "close");
    isRead = false;
    socket.on("error", () => {});
    socket.write(
      "POST /healthz HTTP/1.1\r\nhost: 127.0.0.1:80\r\ncontent-length: 9\r\n\r\nx".replace("80", `${port}`),
    );
    await expect.poll(() => received.length).toBe(1);
    pass(12);
    socket.resume();
    await closed;
  });
});
