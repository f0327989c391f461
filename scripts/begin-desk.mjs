import { existsSync } from "node:fs";

/** The program of a thread of the server (lib/api/desk/desk.ts), as the build made it and as it is written. */
const BUNDLE = new URL("../.next/desk-thread.mjs", import.meta.url);
const SOURCE = new URL("../lib/api/desk/desk-thread.ts", import.meta.url);

if (process.env.NODE_ENV === "production" && existsSync(BUNDLE)) {
  await import(BUNDLE);
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import(SOURCE);
}
