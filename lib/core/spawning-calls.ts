import type { ForkCause } from "./fork-causes";
import { handsOver, openingTexts } from "./handed-task";
import type { Turn } from "./turn";

/** A tool call, by the turn that made it (from 1) and its place among that turn's calls (from 0). */
export interface SpawningCall {
  readonly turn: number;
  readonly call: number;
  /** Name of the tool. */
  readonly tool: string;
}

/** A shorter id than this is quoted by chance. */
const TELLING_ID = 4;

/**
 * The tool call that spawned each sub-agent, by the turn that opens the sub-agent's conversation. Such a turn is the
 * first of its `subAgent`, or forks with the cause `sub-agent` where the client names none. Its call is the first one
 * whose result quotes the sub-agent's id, as Claude Code and Codex give it (results stand in later prompts); else the
 * latest earlier one that hands over the task which the conversation opens with. Left out where neither is found.
 *
 * @example
 * spawningCalls(turns, forks).get(4); // { turn: 3, call: 0, tool: "Agent" }
 */
export function spawningCalls(
  turns: readonly Turn[],
  forks: readonly Pick<ForkCause, "turn" | "leftTurn" | "cause">[],
): ReadonlyMap<number, SpawningCall> {
  const openings = openingTurns(turns, forks);
  const named = openings.flatMap(({ subAgent }) => subAgent ?? []);
  const quoted = named.length > 0 ? callsByQuotedId(turns, named) : new Map<string, SpawningCall>();
  const found = new Map<number, SpawningCall>();
  for (const opening of openings) {
    const byId = quoted.get(opening.subAgent ?? "");
    const call = byId !== undefined && byId.turn < opening.index ? byId : callByTask(turns, opening);
    if (call !== null) found.set(opening.index, call);
  }
  return found;
}

function openingTurns(
  turns: readonly Turn[],
  forks: readonly Pick<ForkCause, "turn" | "leftTurn" | "cause">[],
): readonly Turn[] {
  const unnamed = new Set(
    forks.flatMap(({ turn, leftTurn, cause }) =>
      cause === "sub-agent" && turns[leftTurn - 1]?.subAgent === null ? [turn] : [],
    ),
  );
  const seen = new Set<string>();
  return turns.filter(({ index, subAgent }) => {
    if (subAgent === null) return unnamed.has(index);
    const isFirst = !seen.has(subAgent);
    seen.add(subAgent);
    return isFirst;
  });
}

/** Per id of a sub-agent, the earliest call whose result quotes it. Prompts share messages, so each is read once. */
function callsByQuotedId(turns: readonly Turn[], ids: readonly string[]): Map<string, SpawningCall> {
  const telling = ids.filter((id) => id.length >= TELLING_ID);
  const calls = new Map<string, SpawningCall>();
  for (const turn of turns) for (const [id, call] of callsOf(turn)) calls.set(id ?? "", call);
  const found = new Map<string, SpawningCall>();
  for (const result of new Set(turns.flatMap(({ promptMessages }) => promptMessages))) {
    const call = result.role === "tool" ? calls.get(result.tool_call_id ?? "") : undefined;
    if (call === undefined) continue;
    for (const id of telling.filter((one) => quotes(result.content ?? "", one))) {
      const earlier = found.get(id);
      if (earlier === undefined || call.turn < earlier.turn) found.set(id, call);
    }
  }
  return found;
}

function callByTask(turns: readonly Turn[], opening: Turn): SpawningCall | null {
  const texts = openingTexts(opening.promptMessages);
  for (const turn of turns.slice(0, opening.index - 1).reverse()) {
    const at = (turn.responseMessage?.tool_calls ?? []).findIndex((call) => handsOver(call, texts));
    const call = callsOf(turn)[at]?.[1];
    if (call !== undefined) return call;
  }
  return null;
}

function callsOf({ index, responseMessage }: Turn): (readonly [string | undefined, SpawningCall])[] {
  return (responseMessage?.tool_calls ?? []).map(({ id, function: { name } }, call) => [
    id,
    { turn: index, call, tool: name },
  ]);
}

/** Whether an id stands in a text as a word of its own. */
function quotes(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + id.length])) return true;
  }
  return false;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\w-]/.test(character);
}
