import { at, idAt } from "@/lib/core/base/at";
import { BoundedCache } from "@/lib/text/bounded-cache";
import { IdBuffer } from "@/lib/text/tokenizer/id-buffer";
import { tokenPattern } from "@/lib/text/tokenizer/token-pattern";
import type { Tokenizer } from "@/lib/text/tokenizer/tokenizer";
import { type DecodedText, decodeText } from "./template-codes";

/** Characters of rendered text of which one cache generation keeps the ids: a dozen long sessions. */
const STRETCH_CACHE_CHARACTERS = 16_000_000;

/** Rendered text as ids, with what its codes said. */
export interface EncodedText {
  readonly ids: Int32Array;
  /** First position of each message, by its index in the conversation; -1 where it printed no mark. */
  readonly messageStarts: Int32Array;
  /** The text without codes, as the tokenizer normalises it: what the ids must spell. */
  readonly text: string;
}

/** Encodes what a chat template rendered. */
export type PromptEncoder = (rendered: string, messageCount: number) => EncodedText;

/**
 * For each mark in a stretch, in order, the first token that begins at or after it. One walk over text and tokens
 * serves them all: a template may join hundreds of tool results in one stretch.
 */
function tokensAtMarks(tokenizer: Tokenizer, ids: Int32Array, { text, marks }: DecodedText): number[] {
  let read = 0;
  let bytesBefore = 0;
  let token = 0;
  let tokenBytes = 0;
  return marks.map(({ offset }) => {
    bytesBefore += Buffer.byteLength(tokenizer.normalise(text.slice(read, offset)));
    read = offset;
    while (token < ids.length && tokenBytes < bytesBefore) {
      tokenBytes += tokenizer.tokenBytes(idAt(ids, token++)).length;
    }
    return token;
  });
}

/**
 * Makes an encoder of rendered text: split at special tokens first, then each stretch between two of them on its
 * own. Stretches do not influence each other, so their ids are kept by content. Rendering a long history again costs a
 * look-up for each message that has not changed.
 */
export function createPromptEncoder(tokenizer: Tokenizer): PromptEncoder {
  const specialTokens = tokenizer.addedTokens.filter((token) => token.special);
  const specials = tokenPattern(specialTokens, true);
  const specialIds = new Map(specialTokens.map((token) => [token.content, token.id]));
  const cache = new BoundedCache<Int32Array>(STRETCH_CACHE_CHARACTERS);
  const encodeStretch = (text: string): Int32Array => {
    const held = cache.get(text);
    if (held !== undefined) return held;
    const ids = tokenizer.encodeText(text);
    cache.set(text, ids, text.length + 16);
    return ids;
  };
  return (rendered, messageCount) => {
    const into = new IdBuffer();
    const messageStarts = new Int32Array(messageCount).fill(-1);
    let spelled = "";
    const take = (stretch: string): void => {
      if (stretch === "") return;
      const decoded = decodeText(stretch);
      const ids = encodeStretch(decoded.text);
      const positions = tokensAtMarks(tokenizer, ids, decoded);
      for (const [i, { message }] of decoded.marks.entries()) {
        if (messageStarts[message] === -1) messageStarts[message] = into.length + at(positions, i);
      }
      into.append(ids);
      spelled += tokenizer.normalise(decoded.text);
    };
    let end = 0;
    for (const match of specials ? rendered.matchAll(specials) : []) {
      take(rendered.slice(end, match.index));
      const name = specialIds.has(match[0]) ? match[0] : match[0].trim();
      into.push(specialIds.get(name) ?? -1);
      spelled += name;
      end = match.index + match[0].length;
    }
    take(rendered.slice(end));
    return { ids: into.toArray(), messageStarts, text: spelled };
  };
}
