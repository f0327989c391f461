import { serveRecorder } from "./recorder-server";

/** A process of its own for tests that end it; prints its URL when it takes calls. */
const { url } = await serveRecorder(
  Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ""])),
);
process.stdout.write(`${url}\n`);
