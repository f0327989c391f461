import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { citationText } from "@/lib/core/report/citation";
import { idsDigest } from "@/lib/inspect/report/ids-digest";
import { openStore } from "@/lib/store/open-store";
import { runTurntree } from "@/test/command/run-turntree";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";

const folder = temporaryFolder();
const env = { DATABASE_URL: `file:${join(folder.path, "turntree.db")}` };

beforeAll(async () => {
  const store = await openStore({ databaseUrl: env.DATABASE_URL });
  await store.openSession(sessionForStore("a b"));
  await store.appendTurn("a b", turnForStore([1, 2], [3, 4]));
  await store.close();
});
afterAll(() => folder.remove());

async function check(markdown: string) {
  const file = join(folder.path, "report.md");
  writeFileSync(file, markdown);
  return runTurntree(["report", "check", file], "", env);
}

it("turntree report check lets a report pass whose citations are what was recorded, and names those that are not", async () => {
  const place = { session: "a b", turn: 1, from: 1, to: 3 };
  const good = citationText({ ...place, digest: idsDigest(Int32Array.of(2, 3)) });
  expect(await check(`The model said [this](${good}).`)).toMatchObject({ exitCode: 0, stdout: "" });
  const others = citationText({ ...place, digest: idsDigest(Int32Array.of(2, 9)) });
  const past = citationText({ ...place, to: 9, digest: idsDigest(Int32Array.of(2, 3)) });
  expect(await check(`[this](${good}) [that](${others}) [far](${past}) [odd](turntree:a)`)).toMatchObject({
    exitCode: 1,
    stdout: [
      `[that](${others}): the tokens there are others`,
      `[far](${past}): turn 1 of "a b" has 4 tokens`,
      "[odd](turntree:a): it is no citation: turntree:session/turn/from-to#digest",
      "",
    ].join("\n"),
  });
  expect(await check("Nothing is wrong.")).toMatchObject({ exitCode: 1 });
});
