/**
 * The field that says in how many parts a client gave a message's content; none where it was one text.
 *
 * @example
 * contentParts([{ type: "text", text: "a" }, { type: "text", text: "b" }]); // { content_parts: 2 }
 * contentParts("a"); // {}
 */
export function contentParts(content: unknown): { readonly content_parts?: number } {
  return Array.isArray(content) && content.length > 1 ? { content_parts: content.length } : {};
}
