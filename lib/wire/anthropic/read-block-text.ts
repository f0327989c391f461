import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";

/**
 * The text of a block that is text under another name: a search result, a document of plain text, what a tool search or
 * a web search found, a tool that comes or goes in the middle of a conversation. Null for any other.
 *
 * @example
 * readBlockText({ type: "document", source: { type: "text", data: "Dear all" }, title: "Letter" });
 * // "Letter\nDear all"
 */
export function readBlockText(value: JsonValue): string | null {
  const block = objectOf(value);
  switch (block.type) {
    case "tool_reference":
      return typeof block.tool_name === "string" ? `Tool loaded: ${block.tool_name}` : null;
    case "search_result":
      return lines(block.title, block.source, contentText(block.content));
    case "document":
      return documentText(block);
    case "web_search_tool_result":
      return searchText(block.content);
    case "tool_addition":
      return changeText("Tool added", block);
    case "tool_removal":
      return changeText("Tool removed", block);
    default:
      return null;
  }
}

function documentText(block: JsonObject): string | null {
  const source = objectOf(block.source);
  if (source.type === "text" && typeof source.data === "string") {
    return lines(block.title, block.context, source.data);
  }
  if (source.type !== "content") return null;
  const text = contentText(source.content);
  return text === null ? null : lines(block.title, block.context, text);
}

/** Text, or the text of blocks; null where one of them is no text. */
function contentText(content: JsonValue | undefined): string | null {
  if (typeof content === "string") return content;
  if (!isArray(content)) return null;
  const texts = content.map((part) => objectOf(part).text);
  return texts.every((text) => typeof text === "string") ? texts.join("\n") : null;
}

/** What a web search found, a place a paragraph, or why it found nothing. */
function searchText(content: JsonValue | undefined): string {
  if (isObject(content)) return lines(content.type, content.error_code) ?? "";
  return listOf(content)
    .flatMap((item) => lines(objectOf(item).title, objectOf(item).url, objectOf(item).page_age) ?? [])
    .join("\n\n");
}

function changeText(what: string, block: JsonObject): string | null {
  const tool = objectOf(block.tool);
  const name = tool.name ?? objectOf(tool.definition).name;
  return typeof name === "string" ? `${what}: ${name}` : null;
}

function lines(...parts: readonly (JsonValue | undefined)[]): string | null {
  const texts = parts.filter((part) => typeof part === "string" && part !== "");
  return texts.length === 0 ? null : texts.join("\n");
}
