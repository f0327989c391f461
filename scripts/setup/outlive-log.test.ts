import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { expect, it } from "vitest";

/** Logs what was uncaught, as Next does, and once its reader is gone says with its exit code how much that was. */
const PROGRAM = `
  let failures = 0;
  process.on("uncaughtException", (error) => {
    failures++;
    if (failures >= 100) process.exit(1);
    console.error(error);
  });
  const later = () => new Promise((done) => setTimeout(done, 20));
  process.on("message", async () => {
    for (let line = 0; line < 5; line++) {
      console.error("said to nobody");
      console.log("said to nobody");
      await later();
    }
    process.exit(failures === 0 ? 0 : 1);
  });
  process.send("ready");
`;

/** Its exit code after nobody reads its log any more. */
async function exitCode(program: string): Promise<unknown> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const exited = once(child, "exit");
  await once(child, "message");
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.send("go on");
  const [code] = await exited;
  return code;
}

it("goes on when nobody reads the log, where each failure to write would else be logged anew", async () => {
  const outlive = `import { outliveLog } from ${JSON.stringify(resolve("scripts/setup/outlive-log.mjs"))}; outliveLog();`;
  expect(await exitCode(PROGRAM)).toBe(1);
  expect(await exitCode(outlive + PROGRAM)).toBe(0);
});
