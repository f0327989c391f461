import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "@playwright/test";
import { test } from "./support/journey";
import { serverBeside } from "./support/server-beside";

test("a server that is told to end waits for no open page and for no half of a request", async ({ page }) => {
  const server = await serverBeside("stopping", {});
  const { hostname, port, host } = new URL(server.origin);
  const half = connect(Number(port), hostname);
  half.on("error", () => undefined);
  await once(half, "connect");
  half.write(`POST /s/half/v1/messages HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 1000\r\n\r\n{`);
  await page.goto(`${server.origin}/sessions`);
  await expect(page.getByText("Live")).toBeVisible();
  const cut = once(half, "close");
  await server.close();
  await cut;
});
