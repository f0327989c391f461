import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";
import type { ForkCause } from "./fork-causes";
import { openingTexts } from "./handed-task";
import { HandedTasks } from "./handed-tasks";

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
 * whose result quotes the sub-agent's id, as Claude Code and Codex give it. Results stand in later prompts. Else it is
 * the latest earlier call that hands over the task which the conversation opens with. A turn with neither is left out.
 *
 * @example
 * spawningCalls(turns, forks).get(4); // { turn: 3, call: 0, tool: "Agent" }
 */
export function spawningCalls(
  turns: readonly Turn[],
  forks: readonly Pick<ForkCause, "turn" | "cause">[],
): ReadonlyMap<number, SpawningCall> {
  const openings = openingTurns(turns, forks);
  const named = openings.flatMap(({ subAgent }) => subAgent ?? []);
  const quoted = named.length > 0 ? callsByQuotedId(turns, named) : new Map<string, SpawningCall>();
  const tasks = handedTasks(turns, openings);
  const found = new Map<number, SpawningCall>();
  const taken = new Set<string>();
  for (const opening of openings) {
    const byId = quoted.get(opening.subAgent ?? "");
    const isEarlier = ({ turn }: SpawningCall) => turn < opening.index;
    const texts = openingTexts(opening.promptMessages);
    // Two calls may hand over the same task: each has spawned one.
    const isFree = (call: SpawningCall) => isEarlier(call) && !taken.has(placeOf(call));
    const call =
      byId !== undefined && isEarlier(byId)
        ? byId
        : (tasks.latest(texts, isFree) ?? tasks.latest(texts, isEarlier));
    if (call === null) continue;
    taken.add(placeOf(call));
    found.set(opening.index, call);
  }
  return found;
}

function placeOf({ turn, call }: SpawningCall): string {
  return `${turn}/${call}`;
}

function openingTurns(
  turns: readonly Turn[],
  forks: readonly Pick<ForkCause, "turn" | "cause">[],
): readonly Turn[] {
  const unnamed = new Set(forks.flatMap(({ turn, cause }) => (cause === "sub-agent" ? [turn] : [])));
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
  const quotedIn = idReader(ids.filter((id) => id.length >= TELLING_ID));
  const calls = new Map<string, SpawningCall>();
  for (const turn of turns) for (const [id, call] of callsOf(turn)) calls.set(id ?? "", call);
  const found = new Map<string, SpawningCall>();
  for (const result of distinctMessages(turns)) {
    const call = result.role === "tool" ? calls.get(result.tool_call_id ?? "") : undefined;
    if (call === undefined) continue;
    for (const id of quotedIn(result.content ?? "")) {
      const earlier = found.get(id);
      if (earlier === undefined || call.turn < earlier.turn) found.set(id, call);
    }
  }
  return found;
}

/** Every message of the prompts. What a prompt begins with is mostly that of the one before: it is passed over. */
function distinctMessages(turns: readonly Turn[]): ReadonlySet<Message> {
  const messages = new Set<Message>();
  let before: readonly Message[] = [];
  for (const { promptMessages } of turns) {
    let at = 0;
    while (at < promptMessages.length && promptMessages[at] === before[at]) at++;
    for (const message of promptMessages.slice(at)) messages.add(message);
    before = promptMessages;
  }
  return messages;
}

const WORDS = /[\w-]+/g;

/** Finds which ids stand in a text as words of their own. An id of one word is looked up; others are searched for. */
function idReader(ids: readonly string[]): (text: string) => readonly string[] {
  const isOneWord = (id: string) => /^[\w-]+$/.test(id);
  const words = new Set(ids.filter(isOneWord));
  const others = ids.filter((id) => !isOneWord(id));
  return (text) => {
    const found = new Set(text.match(WORDS)?.filter((word) => words.has(word)) ?? []);
    return [...found, ...others.filter((id) => quotes(text, id))];
  };
}

/** What the calls of a session hand over; nothing where no sub-agent opens. */
function handedTasks(turns: readonly Turn[], openings: readonly Turn[]): HandedTasks<SpawningCall> {
  const tasks = new HandedTasks<SpawningCall>();
  if (openings.length === 0) return tasks;
  for (const { index, responseMessage } of turns) {
    // Of several calls of one turn that hand the task over, the first is meant: it is added last.
    for (const [at, call] of [...(responseMessage?.tool_calls ?? []).entries()].reverse()) {
      tasks.add(call, { turn: index, call: at, tool: call.function.name });
    }
  }
  return tasks;
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
