import type { OutputReader } from "@/lib/text/language-model";
import type { TextReader } from "./text-reader";

interface IdTextReaderParts {
  readonly text: TextReader;
  tokenBytes(id: number): Uint8Array;
  isStop(id: number): boolean;
}

/**
 * Reads an answer from ids: bytes are put together across tokens, so that a character in parts is shown when it is
 * whole, and stop tokens at the end are left out. Ill-formed bytes become U+FFFD, the same however the ids are split.
 */
export function createIdTextReader({ text, tokenBytes, isStop }: IdTextReaderParts): OutputReader {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  let stops: number[] = [];
  return {
    push(ids) {
      let decoded = "";
      for (const id of ids) {
        if (isStop(id)) {
          stops.push(id);
          continue;
        }
        for (const held of stops) decoded += utf8.decode(tokenBytes(held), { stream: true });
        stops = [];
        decoded += utf8.decode(tokenBytes(id), { stream: true });
      }
      return text.push(decoded);
    },
    finish() {
      const last = text.push(utf8.decode());
      const { deltas, parsed } = text.finish();
      return { deltas: [...last, ...deltas], parsed };
    },
  };
}
