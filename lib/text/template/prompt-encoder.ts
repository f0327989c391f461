import { BoundedCache } from "../tokenizer/bounded-cache";
import { IdBuffer } from "../tokenizer/id-buffer";
import { tokenPattern } from "../tokenizer/token-pattern";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { decodeText } from "./template-codes";

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

/** First token of `ids` that begins at or after character `offset` of the text they encode. */
function tokenAt(tokenizer: Tokenizer, ids: Int32Array, text: string, offset: number): number {
  if (offset <= 0) return 0;
  if (offset >= text.length) return ids.length;
  const before = tokenizer.encodeText(text.slice(0, offset));
  const bytes = before.reduce((sum, id) => sum + tokenizer.tokenBytes(id).length, 0);
  let at = 0;
  let token = 0;
  while (token < ids.length && at < bytes) at += tokenizer.tokenBytes(ids[token++]).length;
  return token;
}

/**
 * Makes an encoder of rendered text: split at special tokens first, then each stretch between two of them on its
 * own. Stretches do not influence each other, so their ids are kept by content, and rendering a long history again
 * costs a look-up for each message that has not changed.
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
      const { text, marks } = decodeText(stretch);
      const ids = encodeStretch(text);
      for (const { message, offset } of marks) {
        if (messageStarts[message] === -1) {
          messageStarts[message] = into.length + tokenAt(tokenizer, ids, text, offset);
        }
      }
      into.append(ids);
      spelled += tokenizer.normalise(text);
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
