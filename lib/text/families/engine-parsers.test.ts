import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listOf } from "@/lib/core/json/list-of";
import { objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import { compareParsers } from "@/test/text/engine-parsers";

const ENGINES = ["vllm", "sglang"] as const;

/** Why Turntree reads a text otherwise: reason, engine, ids of texts. Each reason has a row in docs/text.md. */
const REASONS = objectOf(parseJson(readFileSync("test/fixtures/parsers/differences.json", "utf8")));

function idsOf(reason: string, engine: (typeof ENGINES)[number]): readonly string[] {
  return listOf(objectOf(REASONS[reason])[engine]).map(String);
}

describe.each(ENGINES)("the parsers of %s", (engine) => {
  const { differences, versions, compared } = compareParsers(engine);

  it("answered every text that they take, in the versions that the docs name", () => {
    expect(compared).toBe(engine === "vllm" ? 557 : 572);
    const docs = readFileSync("docs/text.md", "utf8");
    expect(docs).toContain(engine === "vllm" ? "vLLM 0.32.0" : "SGLang 0.5.23");
    expect(String(versions[engine])).toMatch(engine === "vllm" ? /^0\.32\.0/ : /^0\.5\.23$/);
  });

  it("say what Turntree reads, save where a reason stands", () => {
    const excused = new Set(Object.keys(REASONS).flatMap((reason) => idsOf(reason, engine)));
    expect(differences.filter(({ id }) => !excused.has(id))).toEqual([]);
    // A difference that is gone needs no reason.
    const different = new Set(differences.map(({ id }) => id));
    expect([...excused].filter((id) => !different.has(id))).toEqual([]);
  });
});

it("stand in the docs with each reason and how many texts it is the reason of", () => {
  const rows = Object.keys(REASONS).map((reason) => {
    const [vllm, sglang] = ENGINES.map((engine) => idsOf(reason, engine).length);
    return `| ${reason} | ${vllm} | ${sglang} |`;
  });
  const docs = readFileSync("docs/text.md", "utf8").split("\n");
  expect(rows.filter((row) => !docs.some((line) => line.startsWith(row)))).toEqual([]);
});
