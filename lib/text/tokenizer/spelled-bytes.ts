import { BYTE_ALPHABET } from "./byte-alphabet";

const BYTE_OF_CHARACTER = new Map(BYTE_ALPHABET.map((character, byte) => [character, byte]));

/** Bytes in the spelling of a byte-level vocabulary. */
export function spellBytes(bytes: Uint8Array): string {
  let spelled = "";
  for (const byte of bytes) spelled += BYTE_ALPHABET[byte];
  return spelled;
}

/** The bytes that a token of a byte-level vocabulary stands for; null when it holds any other character. */
export function bytesOfSpelling(token: string): Uint8Array | null {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = BYTE_OF_CHARACTER.get(token.charAt(i));
    if (byte === undefined) return null;
    bytes[i] = byte;
  }
  return bytes;
}
