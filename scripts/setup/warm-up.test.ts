import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

/** What Next is asked for, with the entries of a build: it fails at one of them, and answers the others. */
const PROGRAM = `
  import { warmUp } from "./scripts/setup/warm-up.mjs";
  const handle = (request, response) => {
    console.log(request.method, request.url);
    if (request.url === "/api/stats") response.destroy();
    else response.end("told to nobody");
  };
  await warmUp(handle, [
    "/page",
    "/api/stats/route",
    "/api/sessions/[id]/turns/[turn]/route",
    "/s/[session]/[[...path]]/route",
    "/k/[key]/[[...path]]/route",
    "/sessions/[id]/page",
  ]);
  console.log("ready");`;

it("a server has the code of each route and page loaded before it is ready, and runs no route for that", () => {
  const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", PROGRAM], {
    encoding: "utf8",
  });
  expect(status).toBe(0);
  expect(stdout.trim().split("\n")).toEqual([
    "GET /",
    "OPTIONS /api/stats",
    "OPTIONS /api/sessions/0/turns/0",
    "OPTIONS /s/0/0",
    "GET /sessions/0",
    "ready",
  ]);
});
