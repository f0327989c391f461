function printable(byte: number): boolean {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
}

/**
 * The character that stands for each byte in a byte-level vocabulary, by byte: printable Latin-1 bytes are
 * themselves, the others follow from U+0100 on. Source: `bytes_to_unicode` of GPT-2.
 *
 * @example BYTE_ALPHABET[32] === "Ġ"
 */
export const BYTE_ALPHABET: readonly string[] = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : next++));
})();
