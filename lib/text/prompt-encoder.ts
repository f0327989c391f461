import type { Message } from "@/lib/core/message";
import { BoundedCache } from "./bounded-cache";
import { IdBuffer } from "./id-buffer";
import type { RenderedPrompt } from "./language-model";
import { decodeText } from "./template-codes";
import { tokenPattern } from "./token-pattern";
import type { Tokenizer } from "./tokenizer";

/** Characters of rendered text of which one cache generation keeps the ids: a dozen long sessions. */
const STRETCH_CACHE_CHARACTERS = 16_000_000;

/** First token of `ids` that begins at or after character `offset` of the text they encode. */
function tokenAt(tokenizer: Tokenizer, ids: Int32Array, text: string, offset: number): number {
  if (offset <= 0) return 0;
  if (offset >= text.length) return ids.length;
  const bytes = tokenizer
    .encodeText(text.slice(0, offset))
    .reduce((sum, id) => sum + tokenizer.tokenBytes(id).length, 0);
  let at = 0;
  let token = 0;
  while (token < ids.length && at < bytes) at += tokenizer.tokenBytes(ids[token++]).length;
  return token;
}

/**
 * Encodes rendered text: split at special tokens first, then each stretch between two of them on its own. Stretches
 * do not influence each other, so their ids are kept by content, and rendering a long history again costs a look-up
 * for each message that has not changed.
 */
export function createPromptEncoder(
  tokenizer: Tokenizer,
): (rendered: string, messages: readonly Message[]) => RenderedPrompt {
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
  return (rendered, messages) => {
    const into = new IdBuffer();
    let marked = false;
    const starts = new Int32Array(messages.length).fill(-1);
    // Templates print a leading system prompt with the tools, before their loop over the messages.
    if (messages[0]?.role === "system") starts[0] = 0;
    const take = (stretch: string): void => {
      if (stretch === "") return;
      const { text, marks } = decodeText(stretch);
      const ids = encodeStretch(text);
      if (marks.length > 0) marked = true;
      for (const mark of marks) {
        if (starts[mark.message] === -1) {
          starts[mark.message] = into.length + tokenAt(tokenizer, ids, text, mark.offset);
        }
      }
      into.append(ids);
    };
    let end = 0;
    for (const match of specials ? rendered.matchAll(specials) : []) {
      take(rendered.slice(end, match.index));
      into.push(specialIds.get(match[0]) ?? specialIds.get(match[0].trim()) ?? -1);
      end = match.index + match[0].length;
    }
    take(rendered.slice(end));
    const messageStarts = marked ? fillStarts(starts, into.length) : new Int32Array(0);
    return { ids: into.toArray(), messageStarts };
  };
}

/**
 * A message that printed no mark of its own (a system prompt printed before the loop) begins where the next one
 * does, the first one at 0. Empty when the template prints no marks, or not in the order of the messages.
 */
function fillStarts(starts: Int32Array, end: number): Int32Array {
  let next = end;
  for (let i = starts.length - 1; i >= 0; i--) {
    if (starts[i] === -1) starts[i] = i === 0 ? 0 : next;
    if (starts[i] > next) return new Int32Array(0);
    next = starts[i];
  }
  return starts;
}
