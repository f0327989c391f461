import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { smallDisk } from "@/test/store/small-disk";
import { clockFinding } from "./clock-finding";
import { examineDatabase } from "./examine-database";
import { examineMachine } from "./examine-machine";

const disk = smallDisk();

let folder: string;
const servers: Server[] = [];
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "turntree-machine-"));
});
afterAll(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  disk?.remove();
  rmSync(folder, { recursive: true });
});

/** The port of a server that answers everything so. */
async function serving(text: string, date: string | null = null): Promise<number> {
  const server = createServer((_, response) => {
    response.sendDate = date === null;
    if (date !== null && date !== "none") response.setHeader("date", date);
    response.setHeader("connection", "close");
    response.end(text);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

function settings(more: Partial<Parameters<typeof examineMachine>[0]> = {}) {
  return {
    host: "127.0.0.1",
    port: 0,
    databaseUrl: `file:${path.join(folder, "turntree.db")}`,
    blobs: null,
    engine: "sim" as const,
    engineUrl: "http://127.0.0.1:1",
    ...more,
  };
}

/** What is said of one thing. */
async function said(what: string, more: Parameters<typeof settings>[0]) {
  const found = (await examineMachine(settings(more))).find((finding) => finding.what === what);
  return found && [found.state, found.words];
}

describe("the port that a server would take", () => {
  it("is free, a Turntree's, or another program's", async () => {
    expect(await said("port", {})).toEqual(["ok", "127.0.0.1:0 is free."]);
    const turntree = await serving('{"status":"ok"}');
    expect(await said("port", { port: turntree })).toEqual([
      "ok",
      `A Turntree listens on 127.0.0.1:${turntree}.`,
    ]);
    const other = await serving("Hello");
    expect(await said("port", { port: other })).toEqual([
      "fault",
      `127.0.0.1:${other} is taken by another program. Set PORT or HOST.`,
    ]);
  });

  it("is at an address of this machine", async () => {
    const [state, words] = (await said("port", { host: "192.0.2.1" })) ?? [];
    expect(state).toBe("fault");
    expect(words).toMatch(/Set PORT or HOST\.$/);
  });
});

describe("the folder of the database", () => {
  it("takes files, and says how much room there is", async () => {
    expect(await said("files", {})).toEqual([
      expect.stringMatching(/^(ok|fault)$/),
      expect.stringMatching(/takes files, and \d+\.\d GiB are free/),
    ]);
  });

  it("takes none where it cannot be made", async () => {
    writeFileSync(path.join(folder, "plain"), "");
    const databaseUrl = `file:${path.join(folder, "plain", "turntree.db")}`;
    const [state, words] = (await said("files", { databaseUrl })) ?? [];
    expect(state).toBe("fault");
    expect(words).toMatch(/takes no files: .*\. Give the user of the server the right to write\.$/);
  });

  it.skipIf(disk === null)(
    "takes none on a disk that is read alone, and has little room on a small one",
    async () => {
      const databaseUrl = `file:${path.join(disk?.path ?? "", "turntree.db")}`;
      expect(await said("files", { databaseUrl })).toEqual([
        "fault",
        `${disk?.path} takes files, and 0.0 GiB are free. Make room, or move DATABASE_URL.`,
      ]);
      disk?.allowWrites(false);
      expect((await said("files", { databaseUrl }))?.[1]).toContain("takes no files");
      disk?.allowWrites(true);
    },
  );

  it("holds a file that is its owner's, or says that others can read it", async () => {
    const file = path.join(folder, "open.db");
    writeFileSync(file, "");
    chmodSync(file, 0o644);
    const databaseUrl = `file:${file}`;
    expect(await said("file rights", { databaseUrl })).toEqual([
      "no",
      `Every user of this machine can read ${file}: chmod 600 it.`,
    ]);
    chmodSync(file, 0o600);
    expect(await said("file rights", { databaseUrl })).toEqual(["ok", `${file} is its owner's.`]);
  });
});

describe("the clock", () => {
  const engine = "sglang" as const;

  it("is compared with the engine's", async () => {
    const right = await serving("");
    expect((await said("clock", { engine, engineUrl: `http://127.0.0.1:${right}` }))?.[0]).toBe("ok");
    const wrong = await serving("", new Date(Date.now() - 3_600_000).toUTCString());
    const [state, words] = (await said("clock", { engine, engineUrl: `http://127.0.0.1:${wrong}` })) ?? [];
    expect(state).toBe("fault");
    expect(words).toMatch(/^It is \d+ s from the engine's: set both by NTP\.$/);
    const silent = await serving("", "none");
    expect(await said("clock", { engine, engineUrl: `http://127.0.0.1:${silent}` })).toEqual([
      "no",
      "The engine does not tell the time.",
    ]);
  });

  it("is a fault from five seconds on", () => {
    const at = (told: number) => clockFinding("the database's", { before: 10_000, told, after: 40_000 });
    expect(at(25_000)).toMatchObject({ state: "ok", words: "Within 1 s of the database's." });
    expect(at(5_001)).toMatchObject({ state: "ok", words: "Within 5 s of the database's." });
    expect([at(4_999).state, at(45_001).state]).toEqual(["fault", "fault"]);
  });
});

describe("a PostgreSQL database", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.remove());

  it("answers, lets its user make tables, and tells its time", async () => {
    const found = await examineDatabase(database.url);
    expect(found.map(({ what, state }) => [what, state])).toEqual([
      ["database", "ok"],
      ["database rights", "ok"],
      ["clock", "ok"],
    ]);
    expect(found[2]?.words).toMatch(/of the database's\.$/);
  });

  it("is a fault where its user may make no tables, and where nothing answers", async () => {
    const name = `reader_${process.pid}`;
    await database.query(`CREATE ROLE ${name} LOGIN PASSWORD 'reads'`);
    const url = new URL(database.url);
    [url.username, url.password] = [name, "reads"];
    const found = await examineDatabase(url.href);
    expect(found.find(({ what }) => what === "database rights")?.state).toBe("fault");
    await database.query(`DROP ROLE ${name}`);
    const [none] = await examineDatabase("postgresql://turntree@127.0.0.1:1/none");
    expect(none).toMatchObject({ what: "database", state: "fault" });
    expect(none?.words).toMatch(/^It does not answer: .*Set DATABASE_URL\.$/);
  });
});
