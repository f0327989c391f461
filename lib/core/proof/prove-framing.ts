import { commonPrefixLength } from "@/lib/core/base/common-prefix-length";
import { refuseGraft } from "./graft-refusal";
import { PROVEN, type Proof } from "./proof";

/** The facts of a tokenizer that a proof needs. */
export interface TokenFacts {
  isSpecial(id: number): boolean;
  /** The bytes of a token; empty when the id is not in the vocabulary. */
  tokenBytes(id: number): Uint8Array;
}

/**
 * Proves the framing of a grafted prompt. The ids from `start` on are the framing's and nothing else. They spell the
 * framing's text, which the template wrote. The seam is a special token, so no text merged across it.
 *
 * @param start First position of the framing in `prompt`: the length of the anchor's prompt and sampled ids.
 */
export function proveFraming(
  prompt: Int32Array,
  start: number,
  framing: { readonly ids: Int32Array; readonly text: string },
  tokens: TokenFacts,
): Proof {
  const added = prompt.subarray(start);
  const same = commonPrefixLength(added, framing.ids);
  if (same < framing.ids.length || added.length !== framing.ids.length) {
    return refuseGraft(
      "framing_ids_differ",
      `At position ${start + same} the prompt departs from its framing.`,
    );
  }
  const pieces: Uint8Array[] = [];
  for (const [i, id] of added.entries()) {
    const bytes = tokens.tokenBytes(id);
    if (bytes.length === 0) {
      return refuseGraft("unknown_id", `Id ${id} at position ${start + i} is outside the vocabulary.`);
    }
    pieces.push(bytes);
  }
  // Decoded at once: a call for each token costs more than all the bytes.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(joined(pieces));
  if (text !== framing.text) {
    return refuseGraft("framing_text_differs", "The framing's ids do not spell the framing's text.");
  }
  const seam = tokens.isSpecial(prompt[start] ?? -1) || tokens.isSpecial(prompt[start - 1] ?? -1);
  return seam
    ? PROVEN
    : refuseGraft("seam_not_special", `No special token stands at the seam, position ${start}.`);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
