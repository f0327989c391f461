import type { OutputDelta, ParsedOutput } from "@/lib/text/language-model";

/** Reads an answer's text, in pieces; the counterpart of `OutputReader` once ids have become text. */
export interface TextReader {
  push(text: string): readonly OutputDelta[];
  finish(): { readonly deltas: readonly OutputDelta[]; readonly parsed: ParsedOutput };
}
