import type { JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { isObject } from "@/lib/core/json/object-of";
import type { Message, Role } from "./message";
import { MessageError } from "./message-error";
import type { MessageReading } from "./message-reading";

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

/** What a message's content says. */
export interface ReadContent {
  readonly text: string;
  /** Parts that no reader knows; null when there is none. */
  readonly opaque: readonly JsonValue[] | null;
}

/** The text that stands for a part with media. Throws `MessageError` when media is refused. */
export function mediaPlaceholder(type: string, param: string, { media }: MessageReading): string {
  if (media === "placeholder") return `[${type.replace(/^input_/, "").replace(/_url$/, "")}]`;
  throw new MessageError(
    `${param} is of type "${type}": media is not recorded. Send text, or set TURNTREE_MEDIA=placeholder to keep a placeholder in its place.`,
    param,
  );
}

/** The text of a part, or null for one that no reader knows. */
function partText(part: JsonValue, param: string, reading: MessageReading): string | null {
  if (typeof part === "string") return part;
  const unknown = (message: string, field: string): null => {
    if (reading.unknown === "keep") return null;
    throw new MessageError(message, field);
  };
  if (!isObject(part)) return unknown(`${param} is not accepted: expected object`, param);
  const { type } = part;
  if (typeof type !== "string") return unknown(`${param}.type is missing`, `${param}.type`);
  if (MEDIA_TYPES.has(type)) return mediaPlaceholder(type, param, reading);
  if (!TEXT_TYPES.some((known) => known === type)) {
    const accepted = TEXT_TYPES.join(", ");
    return unknown(`${param}.type is "${type}"; accepted are ${accepted}`, `${param}.type`);
  }
  const text = type === "refusal" ? part.refusal : part.text;
  if (typeof text === "string") return text;
  return unknown(`${param}.text is missing`, `${param}.text`);
}

/** Parts of an assistant's text are pieces of one stream; parts of anybody else's are documents of their own. */
function joinParts(parts: readonly string[], role: Role): string {
  return parts.join(role === "assistant" ? "" : "\n");
}

/**
 * The text of a message's content: a string, null, or a list of text parts. An empty list, null and "" are the
 * same. Several parts are joined by a line break, as vLLM does for templates that take strings; those of an
 * assistant are joined by nothing. Throws `MessageError` for media (unless placeholders are asked for) and for
 * parts of an unknown type, where those are not kept.
 */
export function readContent(
  content: JsonValue | undefined,
  role: Role,
  param: string,
  reading: MessageReading,
): ReadContent {
  if (content === undefined || content === null) return { text: "", opaque: null };
  if (typeof content === "string") return { text: content, opaque: null };
  if (!isArray(content)) {
    if (reading.unknown === "keep") return { text: "", opaque: [content] };
    throw new MessageError(`${param} must be a string, null or a list of content parts`, param);
  }
  const texts: string[] = [];
  const opaque: JsonValue[] = [];
  for (const [index, part] of content.entries()) {
    const text = partText(part, `${param}[${index}]`, reading);
    if (text === null) opaque.push(part);
    else texts.push(text);
  }
  return { text: joinParts(texts, role), opaque: opaque.length === 0 ? null : opaque };
}

/** The field of a message for parts that no reader knows; none where there are none. */
export function opaqueField(
  ...parts: readonly (readonly JsonValue[] | null)[]
): Pick<Message, "opaque"> | undefined {
  const opaque = parts.flatMap((some) => some ?? []);
  return opaque.length === 0 ? undefined : { opaque };
}
