import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "@playwright/test";

/** The built application, served a second time with settings of its own. */
export interface ServerBeside {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the built application beside the journeys' own, over a database of its own that is gone with the run. */
export async function serverBeside(
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<ServerBeside> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(process.execPath, ["scripts/start.mjs"], {
    stdio: "ignore",
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: `file:./test-results/${name}-${Date.now()}.db`,
      ...settings,
    },
  });
  const isUp = (): Promise<boolean> =>
    fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  // As long as the journey may last: a busy machine starts slowly.
  await expect.poll(isUp, { timeout: 0 }).toBe(true);
  return {
    origin,
    close: async () => {
      const ended = once(child, "close");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
