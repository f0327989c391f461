import { serveRecorder } from "./recorder-server";

/** A clock that goes wrong by so many ms, for recorders on machines whose clocks differ. */
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0);
const now = Date.now;
Date.now = () => now() + ahead;

/** A process of its own for tests that end it; prints its URL when it takes calls. */
const { url } = await serveRecorder(
  Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ""])),
);
process.stdout.write(`${url}\n`);
