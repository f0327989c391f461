import { DeltaPromptSource } from "@/lib/core/deltas/prompt-delta-source";
import type { Message } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { makeTurn } from "./make-turn";

export interface SessionShape {
  readonly turns: number;
  /** Length of the longest sequence. */
  readonly tokens: number;
  /** Every so many turns, the session goes back half its length and branches; 0: never. */
  readonly branchEvery: number;
  /** Every so many turns, the prompt drifts inside the answer before it; 0: never. */
  readonly driftEvery: number;
  /** Ids to take in turn; without, any of 150,000, each as often as another. */
  readonly ids?: Int32Array;
}

/** A session of tool calls: each turn adds an answer and a tool result. A fifth of the tokens are sampled. */
export function makeSession({ turns, tokens, branchEvery, driftEvery, ids }: SessionShape): Recording {
  const perTurn = Math.floor(tokens / turns);
  const outputLength = Math.max(2, Math.floor(perTurn / 5));
  const made: Turn[] = [];
  const prompts = new DeltaPromptSource();
  let seed = 1;
  let taken = 0;
  const nextId = () => {
    if (ids) return ids[taken++ % ids.length] ?? 0;
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % 150_000;
  };
  for (let index = 1; index <= turns; index++) {
    const branches = branchEvery > 0 && index % branchEvery === 0;
    const base = branches ? Math.floor(index / 2) : index - 1;
    const held = made[base - 1];
    const drifts = driftEvery > 0 && index % driftEvery === 0;
    const kept = held === undefined ? 0 : prompts.sequenceLength(base) - Number(drifts);
    const literals = Int32Array.from({ length: perTurn - outputLength + Number(drifts) }, nextId);
    const copy = kept === 0 ? [] : [{ turn: base, start: 0, length: kept }];
    const runs = [...copy, { turn: 0, start: 0, length: literals.length }];
    const result: Message = { role: "tool", content: `result ${index}` };
    const history = held === undefined ? [SYSTEM] : [...held.promptMessages, ...answerOf(held)];
    const messages = [...history, result];
    const turn = makeTurn(index, messages, Int32Array.from({ length: outputLength }, nextId));
    const starts = held === undefined ? [0, 1] : [...held.messageStarts, prompts.length(base), kept];
    made.push({ ...turn, messageStarts: Int32Array.from(starts) });
    prompts.append({ runs, literals }, turn.outputIds);
  }
  return { turns: made, prompts };
}

const SYSTEM: Message = { role: "system", content: "You are an agent." };

function answerOf({ responseMessage }: Turn): Message[] {
  return responseMessage === null ? [] : [responseMessage];
}
