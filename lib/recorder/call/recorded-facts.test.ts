import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { asObject } from "@/lib/core/json/json-fields";
import type { JsonObject } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { BASH, CALL, fromUser, graftClient } from "@/test/recorder/graft-client";

const { simulated, ask, recorded } = graftClient();

/** Parts whose names are the same in every turn. */
const PARTS = ["sampling", "graft", "engine", "audit"];

function namesIn(facts: JsonObject): readonly string[] {
  return Object.entries(facts).flatMap(([name, value]) => [
    name,
    ...(isObject(value) && PARTS.includes(name) ? Object.keys(value).map((part) => `${name}.${part}`) : []),
  ]);
}

/** The facts of the first release's turns, in the order in which they were written. */
function factsOfFirstRelease(): readonly JsonObject[] {
  const lines = gunzipSync(readFileSync("test/fixtures/first-release/turns.jsonl.gz")).toString();
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => asObject(parseJson(line), ""))
    .flatMap(({ facts }) => (facts === undefined ? [] : [asObject(facts, "facts")]));
}

describe("the facts of a recorded call", () => {
  it("have the names and the order that the first release gave them, and how they were asked", async () => {
    const answer = await ask("names", [fromUser("one")], { text: "Yes." }, { tools: [LONG_TOOL] });
    await ask("names", [fromUser("one"), answer, fromUser("two")], { text: "No." }, { tools: [LONG_TOOL] });
    await expect.poll(async () => (await recorded("names"))[1]?.audit ?? null).not.toBeNull();
    const before = new Set(factsOfFirstRelease().map((facts) => namesIn(facts).join()));
    for (const turn of await recorded("names")) {
      // What has come since then.
      const { asked, completeness, ...facts } = turnFactsJson(turn);
      expect(completeness).toMatchObject({ by: "ids", counted: turn.outputIds.length });
      expect(before).toContain(namesIn(facts).join());
      expect(asked).toEqual({ body: expect.stringMatching(/^[0-9a-f]{32}$/), idempotency_key: null });
    }
  });

  it("name the client, and so does its session in the list", async () => {
    const headers = { "user-agent": "codex_cli_rs/0.98.0 (Debian 12; x86_64)" };
    await ask("named", [fromUser("one")], { text: "Yes." }, { headers });
    expect((await recorded("named")).map(({ client }) => client)).toEqual(["codex"]);
    const { store } = simulated.server.runtime;
    await expect.poll(async () => (await store.findSession("named"))?.client).toBe("codex");
  });

  it("say how many tokens followed the one call that a client takes, and the next prompt is grafted", async () => {
    const headers = { "user-agent": "codex_cli_rs/0.57.0 (Debian 12; x86_64)" };
    const asked = [fromUser("clean up twice")];
    const answer = await ask("glue", asked, { text: `${CALL}\n${CALL}` }, { tools: [BASH], headers });
    expect(answer.tool_calls).toHaveLength(1);
    const result = { role: "tool", content: "done", tool_call_id: "x" };
    await ask("glue", [...asked, answer, result], { text: "Fine." }, { tools: [BASH], headers });
    const [first, second] = await recorded("glue");
    expect(first && turnFactsJson(first).engine).toMatchObject({ ids_after_its_end: expect.any(Number) });
    expect(second?.graft).toMatchObject({ anchor: 1 });
  });
});

/** A tool that the store keeps once for the session, since it is long. */
const LONG_TOOL = { ...BASH, function: { ...BASH.function, description: "Runs a command. ".repeat(20) } };
