import { DeltaPromptSource } from "@/lib/core/deltas/prompt-delta-source";
import type { Message } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { makeTurn } from "./make-turn";

/** Tokens of an answer, and of what comes back for it. */
const ANSWER_TOKENS = 16;
const RESULT_TOKENS = 64;
/** After so many turns the agent's history is replaced by a summary. */
const TURNS_BETWEEN_COMPACTIONS = 400;

/** Every so many turns of the main conversation. They share no factor, so that the events spread. */
const EVERY = { branch: 29, subAgent: 37, drift: 31, refusal: 67, retry: 53, question: 11 } as const;

const TOOLS = ["read_file", "search", "run_tests", "edit_file", "list_files"] as const;

/** Where a conversation stands: the turn that it goes on from, and how long it is. */
interface Conversation {
  readonly base: number;
  readonly length: number;
}

/**
 * A long coding session as agents make them: tool calls, sub-agents, branches, retries, drifts, refused turns and
 * compactions. The same number of turns always gives the same session; each turn brings two messages.
 */
export function agentSession(turns: number): Recording {
  const maker = new SessionMaker();
  let main: Conversation = maker.open("main", 0);
  for (let step = 1; maker.turns.length < turns; step++) {
    if (step % EVERY.subAgent === 0) maker.delegate(Math.min(6 + (step % 17), turns - maker.turns.length));
    if (maker.turns.length >= turns) break;
    if (step % EVERY.branch === 0) main = maker.goBack(main, 3 + (step % 5));
    main = main.length >= TURNS_BETWEEN_COMPACTIONS ? maker.open("main", step) : maker.goOn(main, step);
  }
  return { turns: maker.turns, prompts: maker.prompts };
}

class SessionMaker {
  readonly turns: Turn[] = [];
  readonly prompts = new DeltaPromptSource();
  readonly #before: Conversation[] = [];
  #seed = 1;

  /** A conversation with a history of its own: the session's start, a sub-agent's, or one after a compaction. */
  open(name: string, step: number): Conversation {
    const system = name === "main" ? "You are a coding agent." : `You are ${name}, who looks one thing up.`;
    const task =
      step === 0 ? "Make the build reproducible." : `Summary of the work up to step ${step}: half is done.`;
    const messages: Message[] = [
      { role: "system", content: system },
      { role: "user", content: name === "main" ? task : `Find out what depends on module ${step}.` },
    ];
    return this.#add({ messages, base: 0, kept: 0, subAgent: name === "main" ? null : name, step }, 1);
  }

  /** The next turn of a conversation. */
  goOn({ base, length }: Conversation, step: number): Conversation {
    const held = this.turns[base - 1];
    if (!held) throw new RangeError(`There is no turn ${base}.`);
    if (step % EVERY.retry === 0 && held.retryOf === null) {
      const { promptMessages: messages, subAgent } = held;
      const retry = { messages, base, kept: this.prompts.length(base), subAgent, step, retryOf: base };
      return this.#add(retry, length);
    }
    const answer = held.responseMessage ? [held.responseMessage] : [];
    const messages = [...held.promptMessages, ...answer, reply(step, base)];
    const kept = this.prompts.sequenceLength(base) - (step % EVERY.drift === 0 ? 3 : 0);
    return this.#add({ messages, base, kept, subAgent: held.subAgent, step }, length + 1);
  }

  /** The conversation as it was some turns ago. */
  goBack(from: Conversation, turns: number): Conversation {
    let at = from;
    for (let step = 0; step < turns; step++) at = this.#before[at.base - 1] ?? at;
    return at.base === 0 ? from : at;
  }

  /** A sub-agent from its first turn to its last. */
  delegate(turns: number): void {
    if (turns < 1) return;
    let own = this.open(`explorer-${this.turns.length}`, this.turns.length);
    for (let step = 1; step < turns; step++) own = this.goOn(own, step);
  }

  #add(call: Call, length: number): Conversation {
    const index = this.turns.length + 1;
    const ids = () => this.#nextId();
    const literals = Int32Array.from({ length: RESULT_TOKENS }, ids);
    const copy = call.kept === 0 ? [] : [{ turn: call.base, start: 0, length: call.kept }];
    const own = call.retryOf === undefined ? [{ turn: 0, start: 0, length: literals.length }] : [];
    const turn = makeTurn(index, call.messages, Int32Array.from({ length: ANSWER_TOKENS }, ids));
    this.turns.push({
      ...turn,
      responseMessage: answerMessage(index),
      messageStarts: this.#messageStarts(call),
      subAgent: call.subAgent,
      retryOf: call.retryOf ?? null,
      ...(call.step % EVERY.refusal === 0 ? { refusal: "no_log_probs", outputLogProbs: null } : {}),
    });
    const runs = [...copy, ...own];
    this.prompts.append({ runs, literals: own.length > 0 ? literals : new Int32Array(0) }, turn.outputIds);
    this.#before.push({ base: call.base, length: length - 1 });
    return { base: index, length };
  }

  #messageStarts({ messages, base, kept, retryOf }: Call): Int32Array {
    const held = this.turns[base - 1];
    if (!held) return Int32Array.from(messages, (_, at) => at * (RESULT_TOKENS / 2));
    if (retryOf !== undefined) return held.messageStarts;
    return Int32Array.of(...held.messageStarts, this.prompts.length(base), kept);
  }

  #nextId(): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0;
    return this.#seed % 150_000;
  }
}

interface Call {
  readonly messages: readonly Message[];
  /** The turn whose sequence the prompt begins with, and how much of it; 0 for none. */
  readonly base: number;
  readonly kept: number;
  readonly subAgent: string | null;
  readonly step: number;
  readonly retryOf?: number;
}

function reply(step: number, answered: number): Message {
  if (step % EVERY.question === 0) {
    return { role: "user", content: `After step ${answered}: go on with the next module.` };
  }
  const content = `src/module-${answered}.ts: 3 matches, the last one in function resolve${answered}`;
  return { role: "tool", content, tool_call_id: `call-${answered}` };
}

function answerMessage(index: number): Message {
  const name = TOOLS[index % TOOLS.length] ?? "search";
  const args = { path: `src/module-${index}.ts`, query: `resolve${index}` };
  return {
    role: "assistant",
    content: null,
    tool_calls: [{ type: "function", id: `call-${index}`, function: { name, arguments: args } }],
  };
}
