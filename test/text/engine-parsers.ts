import { readFileSync } from "node:fs";
import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { listOf } from "@/lib/core/json/list-of";
import { objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import { FAMILIES } from "@/lib/text/families/families";
import { MarkerReader } from "@/lib/text/output/marker-reader";

/** What a parser reads an answer as, in the form in which parsers are compared. */
interface ComparedAnswer {
  readonly calls: string;
  readonly content: string;
  readonly reasoning: string;
}

const FOLDER = "test/fixtures/parsers";

/** Families whose prompt opens the reasoning. */
const OPENED = new Set(["qwen3.5", "nemotron3", "glm4.7", "kimi", "minimax"]);

function linesOf(name: string): readonly JsonObject[] {
  const lines = readFileSync(`${FOLDER}/${name}`, "utf8").trimEnd().split("\n");
  return lines.map((line) => objectOf(parseJson(line)));
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

/** Arguments by value; those that are no JSON as they stand. */
function argumentsOf(text: string): string {
  try {
    return canonicalJson(parseJson(text));
  } catch {
    return JSON.stringify(text);
  }
}

function engineAnswer(line: JsonObject): ComparedAnswer {
  const calls = listOf(line.calls).map((call) => {
    const { name, arguments: given } = objectOf(call);
    return `${name}(${argumentsOf(String(given))})`;
  });
  return { calls: calls.join(" "), content: textOf(line.content), reasoning: textOf(line.reasoning) };
}

/** A text as Turntree reads it. Where no tool is declared a client can take no call. */
function ownAnswer(
  { family: name, text, tools, reasoning }: JsonObject,
  declared: readonly JsonValue[],
): ComparedAnswer {
  const family = FAMILIES.find((one) => one.name === String(name).replace("deepseek-v3.1", "deepseek"));
  if (family === undefined) throw new Error(`There is no family ${name}.`);
  const layout = tools === false ? { ...family.format, tools: null } : family.format;
  const isInReasoning = OPENED.has(family.name) && reasoning !== false;
  const reader = layout.openReader?.({}) ?? new MarkerReader(layout, isInReasoning, declared);
  reader.push(String(text));
  const { parsed } = reader.finish();
  const calls = parsed.toolCalls.map(
    ({ function: called, arguments_text }) =>
      `${called.name}(${arguments_text === undefined ? canonicalJson(called.arguments) : argumentsOf(arguments_text)})`,
  );
  return { calls: calls.join(" "), content: textOf(parsed.content), reasoning: textOf(parsed.reasoning) };
}

/** A text that an engine's own parser reads otherwise than Turntree, white space at ends apart. */
export interface ParserDifference {
  readonly id: string;
  readonly text: string;
  readonly own: ComparedAnswer;
  readonly theirs: ComparedAnswer | "raised";
}

/** What an engine's parsers answered, and where that differs. */
export interface ParserComparison {
  /** Versions that gave the answers. */
  readonly versions: JsonObject;
  readonly compared: number;
  readonly differences: readonly ParserDifference[];
}

/** Compares the answers that are kept of an engine's parsers with Turntree's, text by text. */
export function compareParsers(engine: "vllm" | "sglang"): ParserComparison {
  const declared = listOf(parseJson(readFileSync(`${FOLDER}/tools.json`, "utf8")));
  const cases = new Map(linesOf("cases.jsonl").map((line) => [line.id, line]));
  const [versions = {}, ...answers] = linesOf(`${engine}.jsonl`);
  const differences = answers.flatMap((line): ParserDifference[] => {
    const { id } = line;
    const one = cases.get(id);
    if (one === undefined) throw new Error(`${engine}.jsonl answers a case that is not there: ${id}.`);
    const own = ownAnswer(one, declared);
    const theirs = "raised" in line ? "raised" : engineAnswer(line);
    if (theirs !== "raised" && canonicalJson({ ...own }) === canonicalJson({ ...theirs })) return [];
    return [{ id: String(id), text: String(one.text), own, theirs }];
  });
  return { versions, compared: answers.length, differences };
}
