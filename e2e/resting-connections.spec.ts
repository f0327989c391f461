import { connect } from "node:net";
import { expect } from "@playwright/test";
import { test } from "./support/journey";

/** For how long aiohttp keeps a connection, the longest of the usual clients, and a little. */
const LONGEST_REST_MS = 16_000;

test("a connection that rests for as long as clients keep theirs takes another call", async ({ baseURL }) => {
  const { hostname, port, host } = new URL(baseURL ?? "");
  const socket = connect(Number(port), hostname);
  let answered = "";
  socket.on("data", (bytes) => {
    answered += bytes;
  });
  const ask = () => socket.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  const answers = () => answered.match(/^HTTP\/1.1 200/gm)?.length ?? 0;
  ask();
  await expect.poll(answers).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, LONGEST_REST_MS));
  ask();
  await expect.poll(answers).toBe(2);
  socket.destroy();
});
