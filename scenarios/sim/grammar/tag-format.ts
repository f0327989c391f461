import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";

const schema = z.custom<JsonValue>((value) => value !== undefined);

/** A format of xgrammar's structural tags, as far as the simulated engine reads them. */
export type TagFormat =
  | { readonly type: "const_string"; readonly value: string }
  | { readonly type: "json_schema"; readonly json_schema: JsonValue }
  | { readonly type: "regex"; readonly pattern: string }
  | { readonly type: "grammar"; readonly grammar: string }
  | { readonly type: "any_text" }
  | { readonly type: "sequence" | "or"; readonly elements: readonly TagFormat[] }
  | Tag
  | { readonly type: "tags_with_separator"; readonly tags: readonly Tag[]; readonly separator: string };

export interface Tag {
  readonly type: "tag";
  readonly begin: string;
  readonly content: TagFormat;
  readonly end: string;
}

const tag: z.ZodType<Tag> = z.strictObject({
  type: z.literal("tag"),
  begin: z.string(),
  content: z.lazy(() => tagFormat),
  end: z.string(),
});

const tagFormat: z.ZodType<TagFormat> = z.union([
  z.strictObject({ type: z.literal("const_string"), value: z.string().min(1) }),
  z.strictObject({ type: z.literal("json_schema"), json_schema: schema }),
  z.strictObject({ type: z.literal("regex"), pattern: z.string() }),
  z.strictObject({ type: z.literal("grammar"), grammar: z.string() }),
  z.strictObject({ type: z.literal("any_text") }),
  z.strictObject({ type: z.enum(["sequence", "or"]), elements: z.array(z.lazy(() => tagFormat)).min(1) }),
  tag,
  z.strictObject({
    type: z.literal("tags_with_separator"),
    tags: z.array(tag).min(1),
    separator: z.string().min(1),
    at_least_one: z.literal(true),
    stop_after_first: z.literal(false),
  }),
]);

const structuralTag = z.strictObject({ type: z.literal("structural_tag"), format: tagFormat });

/** @throws Error for what is no structural tag, in words such as an engine's. */
export function readStructuralTag(text: string): TagFormat {
  const parsed = structuralTag.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data.format;
  throw new Error(`Invalid structural tag: ${z.prettifyError(parsed.error)}`);
}
