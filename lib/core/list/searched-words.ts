/** The words of a typed text that are looked for in messages, as the search index holds them. */
export function searchedWords(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}
