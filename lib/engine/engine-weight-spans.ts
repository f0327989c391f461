import { z } from "zod";
import type { WeightSpan } from "@/lib/core/recording/weight-span";

const name = z.union([z.string(), z.number()]);

const names = z.array(name);

const spans = z.array(
  z.object({
    version: name.transform(String),
    start: z.int().min(0),
    end: z.int().min(0),
  }),
);

/**
 * `weight_versions` as SGLang and vLLM tell them: positions among the sampled tokens. Null where the engine tells none,
 * or one name alone. A list that places no tokens is empty spans, which cover no answer. Spans of no token are left out.
 *
 * @example
 * engineWeightSpans([{ version: 4, start: 0, end: 9 }]); // [{ version: "4", start: 0, end: 9 }]
 * engineWeightSpans(["3", "4"]); // []
 */
export function engineWeightSpans(value: unknown): readonly WeightSpan[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const parsed = spans.safeParse(value);
  if (parsed.success) return parsed.data.filter(({ start, end }) => start < end);
  return new Set(value).size === 1 && names.safeParse(value).success ? null : [];
}
