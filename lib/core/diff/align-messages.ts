import { classifyMessageChange } from "@/lib/core/causes/classify-drift";
import type { DriftCause } from "@/lib/core/causes/drift-cause";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import { alignIds } from "@/lib/core/tokens/align-ids";

/** Messages beside each other, by position; -1 where a side has none. `changed`: what the classifier calls it. */
export interface AlignedMessage {
  readonly a: number;
  readonly b: number;
  readonly kind: "same" | "changed" | "only_a" | "only_b";
  readonly cause: DriftCause | null;
}

/** From this share of common words on, two messages are two versions of one. */
const ALIKE_SHARE = 0.3;

/** Words of a message that are looked at for that. */
const MOST_WORDS = 400;

/**
 * Aligns two histories: equal messages first, then, between those, messages of one role that are versions of each
 * other. Spelling that the `exact` matcher does not look at, as of arguments, is a change too.
 *
 * @example
 * alignMessages([user("a"), assistant("one two")], [user("a"), assistant("one three"), user("b")]);
 * // kinds: "same", "changed", "only_b"
 */
export function alignMessages(
  a: readonly (Message | null)[],
  b: readonly (Message | null)[],
): readonly AlignedMessage[] {
  const keys = new Map<string, number>();
  const keyOf = (message: Message | null, at: number): number => {
    const identity = message === null ? `unread ${at}` : messageIdentity(message);
    const key = keys.get(identity) ?? keys.size;
    keys.set(identity, key);
    return key;
  };
  const runs = alignIds(a.map(keyOf), b.map(keyOf));
  return runs.flatMap((run): readonly AlignedMessage[] => {
    if (run.equal) {
      return Array.from({ length: run.aLength }, (_, step) => beside(a, b, run.a + step, run.b + step));
    }
    return pairUp(a, b, [run.a, run.a + run.aLength], [run.b, run.b + run.bLength]);
  });
}

/** Two messages that belong together: the same, or changed. */
function beside(
  a: readonly (Message | null)[],
  b: readonly (Message | null)[],
  atA: number,
  atB: number,
): AlignedMessage {
  const [held, found] = [a[atA], b[atB]];
  if (!held || !found) return { a: atA, b: atB, kind: "same", cause: null };
  const cause = classifyMessageChange(held, found);
  return { a: atA, b: atB, kind: cause === null ? "same" : "changed", cause };
}

/** Pairs messages of a differing stretch in order: each with the next on the other side that is a version of it. */
function pairUp(
  a: readonly (Message | null)[],
  b: readonly (Message | null)[],
  [fromA, toA]: readonly [number, number],
  [fromB, toB]: readonly [number, number],
): readonly AlignedMessage[] {
  const pairs: AlignedMessage[] = [];
  const alone = (kind: "only_a" | "only_b", at: number): AlignedMessage =>
    kind === "only_a" ? { a: at, b: -1, kind, cause: null } : { a: -1, b: at, kind, cause: null };
  let nextB = fromB;
  for (let atA = fromA; atA < toA; atA++) {
    let atB = nextB;
    while (atB < toB && !areVersions(a[atA] ?? null, b[atB] ?? null)) atB++;
    if (atB === toB) pairs.push(alone("only_a", atA));
    else {
      for (; nextB < atB; nextB++) pairs.push(alone("only_b", nextB));
      pairs.push(beside(a, b, atA, atB));
      nextB = atB + 1;
    }
  }
  for (; nextB < toB; nextB++) pairs.push(alone("only_b", nextB));
  return pairs;
}

function areVersions(a: Message | null, b: Message | null): boolean {
  if (!a || !b || a.role !== b.role) return false;
  const [inA, inB] = [wordsOf(a), wordsOf(b)];
  const common = [...inA].filter((word) => inB.has(word)).length;
  return common >= ALIKE_SHARE * Math.min(inA.size, inB.size) && common > 0;
}

/** Kept because a long stretch asks for the words of one message many times. */
const knownWords = new WeakMap<Message, ReadonlySet<string>>();

function wordsOf(message: Message): ReadonlySet<string> {
  const known = knownWords.get(message);
  if (known) return known;
  const calls = (message.tool_calls ?? []).map(({ function: { name, arguments: given } }) =>
    [name, typeof given === "string" ? given : stringifyJson(given)].join(" "),
  );
  const text = [message.reasoning_content ?? "", message.content ?? "", ...calls].join(" ");
  const words = new Set(text.slice(0, 20 * MOST_WORDS).match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []);
  const kept = new Set([...words].slice(0, MOST_WORDS));
  knownWords.set(message, kept);
  return kept;
}
