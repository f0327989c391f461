import { describe, expect, it } from "vitest";
import { applyMigrations } from "@/lib/store/apply-migrations";
import { runTurntree } from "@/test/command/run-turntree";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { damageTable } from "@/test/store/damage-table";

const recorder = simulatedRecorder();

async function call(session: string): Promise<Response> {
  return fetch(`${recorder.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content: `Say something to ${session}.` }] }),
  });
}

const health = () => fetch(`${recorder.server.url}/healthz`);
const fileOf = () => recorder.server.databaseUrl.slice("file:".length);

describe("a database that takes no writes", () => {
  it("is said to calls, to health and by verify, and the file still opens", async () => {
    expect((await call("before")).status).toBe(200);
    expect((await health()).status).toBe(200);
    damageTable(fileOf(), "MessageSearch_data");
    const failed = await call("after");
    expect(failed.status).toBe(503);
    expect(failed.headers.get("retry-after")).toBe("10");
    expect(await failed.text()).toContain(`The database ${fileOf()} is damaged`);
    const sick = await health();
    expect(sick.status).toBe(503);
    expect(await sick.json()).toMatchObject({ status: "failing" });
    expect(applyMigrations(fileOf(), "prisma/sqlite/migrations")).toEqual([]);
    const verified = await runTurntree(["verify"], "", { DATABASE_URL: recorder.server.databaseUrl });
    expect(verified.exitCode).toBe(1);
    expect(verified.stdout).toContain("database: ");
  });

  it("gives what can be read of it", async () => {
    const exported = await runTurntree(["export", "--format", "turns", "--session", "before"], "", {
      DATABASE_URL: recorder.server.databaseUrl,
    });
    expect(exported.stdout).toContain('"type":"turn"');
  });
});
