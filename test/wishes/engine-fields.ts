import { expect } from "vitest";
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import { realGrammar, type SentGrammar } from "@/test/grammar/real-grammar";
import type { WireName } from "./engine-wires";

/** The sampling fields of a body, wherever an engine has them. */
export function sentSampling(engine: WireName, body: JsonObject): JsonObject {
  return engine === "llamacpp" ? body : objectOf(body.sampling_params);
}

/** What a body adds to logits, by token id. */
export function sentBias(engine: WireName, body: JsonObject): ReadonlyMap<number, number> {
  const { logit_bias: bias } = sentSampling(engine, body);
  const pairs = z.array(z.tuple([z.number(), z.number()])).safeParse(bias);
  if (pairs.success) return new Map(pairs.data);
  const members = z.record(z.string(), z.number()).parse(bias ?? {});
  return new Map(Object.entries(members).map(([id, value]) => [Number(id), value]));
}

/** The grammar that a body holds, in the engine's own form; null where it holds none. */
export function sentGrammar(engine: WireName, body: JsonObject): SentGrammar | null {
  const sampling = sentSampling(engine, body);
  switch (engine) {
    case "sglang":
      return formOf(sampling.structural_tag, sampling.json_schema, sampling.ebnf, sampling.regex);
    case "vllm": {
      const outputs = objectOf(sampling.structured_outputs);
      const { json } = outputs;
      // A server with a reasoning parser would begin the grammar behind reasoning.
      if (sampling.structured_outputs !== undefined) expect(body.reasoning_ended).toBe(true);
      return formOf(outputs.structural_tag, json && JSON.stringify(json), outputs.grammar, outputs.regex);
    }
    case "llamacpp":
      return typeof body.grammar === "string" ? { rules: body.grammar } : null;
    default:
      return engine satisfies never;
  }
}

function formOf(tag: unknown, schema: unknown, rules: unknown, regex: unknown): SentGrammar | null {
  if (typeof tag === "string") return { structuralTag: tag };
  if (typeof schema === "string") return { schema: JSON.parse(schema) };
  if (typeof regex === "string") {
    return {
      structuralTag: JSON.stringify({ type: "structural_tag", format: { type: "regex", pattern: regex } }),
    };
  }
  return typeof rules === "string" ? { rules } : null;
}

/** That the engine was sent a grammar which the real grammar engine reads as it is meant. */
export async function expectGrammar(
  grammar: SentGrammar | null,
  texts: { readonly allowed: readonly string[]; readonly refused: readonly string[] },
): Promise<void> {
  if (grammar === null) return expect.fail("The engine was sent no grammar.");
  const accepts = await realGrammar(grammar);
  for (const text of texts.allowed) expect([text, await accepts(text)]).toEqual([text, true]);
  for (const text of texts.refused) expect([text, await accepts(text)]).toEqual([text, false]);
}
