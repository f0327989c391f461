import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import { generateRequest } from "@/test/engine/generate-once";
import { type VllmRoute, vllmRequest } from "./vllm-request";

const read = z.looseObject({
  reasoning_ended: z.unknown().optional(),
  structured_outputs: z.unknown().optional(),
  sampling_params: z.object({ structured_outputs: z.unknown().optional() }).optional(),
});

function sent(route: VllmRoute, grammar: AnswerGrammar | null) {
  return read.parse(JSON.parse(vllmRequest({ ...generateRequest(), grammar }, route, "m")));
}

const SEQUENCE: AnswerGrammar = { type: "sequence", parts: [{ type: "literal", text: "a" }] };

describe("a grammar on vLLM's routes", () => {
  it("is a sampling field of the generate route, and holds from the first token", () => {
    const body = sent("/inference/v1/generate", { type: "json", schema: { type: "object" } });
    expect(body.sampling_params?.structured_outputs).toEqual({ json: { type: "object" } });
    expect(body.reasoning_ended).toBe(true);
  });

  it("is a field of the body on the route of before", () => {
    const body = sent("/v1/completions", SEQUENCE);
    expect(body.structured_outputs).toEqual({ structural_tag: expect.stringContaining('"structural_tag"') });
    expect(body.reasoning_ended).toBeUndefined();
  });

  it("is nowhere in a free answer", () => {
    for (const route of ["/inference/v1/generate", "/v1/completions"] as const) {
      const text = vllmRequest(generateRequest(), route, "m");
      expect(text).not.toMatch(/structured_outputs|reasoning_ended/);
    }
  });
});
