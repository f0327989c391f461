import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Role } from "@/lib/core/message/message";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema } from "./json-schemas";
import { pathText } from "./path-text";
import { readWithSchema } from "./read-with-schema";

const TEXT_TYPES = ["text", "input_text", "output_text", "refusal"] as const;
const MEDIA_TYPES = new Set([
  "image",
  "image_url",
  "input_image",
  "input_audio",
  "file",
  "input_file",
  "document",
]);

const partSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  refusal: z.string().optional(),
});

function isTextType(type: string): boolean {
  return TEXT_TYPES.some((known) => known === type);
}

/** The text that stands for a part with media, or an error when media is refused. */
export function mediaPlaceholder(type: string, param: string, options: ParseOptions): string {
  if (options.media === "placeholder") return `[${type.replace(/^input_/, "").replace(/_url$/, "")}]`;
  throw new RequestError(
    `${param} is of type "${type}": media is not recorded. Send text, or set TURNTREE_MEDIA=placeholder to keep a placeholder in its place.`,
    param,
  );
}

function partText(
  value: JsonValue,
  at: readonly PropertyKey[],
  param: string,
  options: ParseOptions,
): string {
  if (typeof value === "string") return value;
  const part = readWithSchema(partSchema, value, at);
  if (isTextType(part.type)) {
    const text = part.type === "refusal" ? part.refusal : part.text;
    if (text === undefined) throw new RequestError(`${param}.text is missing`, `${param}.text`);
    return text;
  }
  if (MEDIA_TYPES.has(part.type)) return mediaPlaceholder(part.type, param, options);
  throw new RequestError(
    `${param}.type is "${part.type}"; accepted are ${TEXT_TYPES.join(", ")}`,
    `${param}.type`,
  );
}

/** Parts of an assistant's text are pieces of one stream; parts of anybody else's are documents of their own. */
function joinParts(parts: readonly string[], role: Role): string {
  return parts.join(role === "assistant" ? "" : "\n");
}

/**
 * The text of a message's content: a string, null, or a list of text parts. An empty list, null and "" are the
 * same. Several parts are joined by a line break, as vLLM does for templates that take strings; those of an
 * assistant are joined by nothing. Throws `RequestError` for media (unless placeholders are asked for) and for
 * parts of an unknown type.
 */
export function readContent(
  content: JsonValue | undefined,
  role: Role,
  at: readonly PropertyKey[],
  options: ParseOptions,
): string {
  if (content === undefined || content === null) return "";
  if (typeof content === "string") return content;
  const param = pathText(at);
  const list = jsonListSchema.safeParse(content);
  if (!list.success) {
    throw new RequestError(`${param} must be a string, null or a list of content parts`, param);
  }
  const texts = list.data.map((part, index) => partText(part, [...at, index], `${param}[${index}]`, options));
  return joinParts(texts, role);
}
