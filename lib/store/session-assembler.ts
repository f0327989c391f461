import { FieldError } from "@/lib/core/json-fields";
import type { Message } from "@/lib/core/message";
import type { DeltaRun } from "@/lib/core/prompt-delta";
import { DeltaPromptSource } from "@/lib/core/prompt-delta-source";
import type { AcceptedRewrite } from "@/lib/core/turn";
import type { CopyRun, IdRun, SessionLine, TurnLine } from "@/lib/core/turn-line";
import type { SessionImport, TurnInput } from "./store";
import { turnDigest } from "./turn-digest";

/** A few bytes of copies can name a list of any length; longer ones than these are no recording. */
const LONGEST_PROMPT = 16_000_000;
const LONGEST_LIST = 1_000_000;

const NOTHING = new Int32Array(0);

/**
 * Puts a session together from its lines. Every method throws an error that says what is wrong with the line it
 * was given, and the session is then of no use.
 */
export class SessionAssembler {
  readonly #turns: TurnInput[] = [];
  readonly #prompts = new DeltaPromptSource();
  readonly #steps = new DeltaPromptSource();
  readonly #messages = new CopiedLists<Message>("messages");
  readonly #rewrites = new CopiedLists<AcceptedRewrite>("accepted_rewrites");

  constructor(readonly session: SessionLine) {}

  add(line: TurnLine): void {
    const wanted = this.#turns.length + 1;
    if (line.turn.index !== wanted) throw new FieldError("index", `${wanted}, the next turn of the session`);
    appendRuns(this.#prompts, line.prompt, line.turn.outputIds, "prompt", LONGEST_PROMPT);
    appendRuns(this.#steps, line.messageSteps, NOTHING, "message_steps", LONGEST_LIST);
    const answer = line.turn.responseMessage ? [line.turn.responseMessage] : [];
    const promptMessages = this.#messages.append(line.messages, answer);
    const acceptedRewrites = this.#rewrites.append(line.acceptedRewrites, []);
    const { index, ...turn } = line.turn;
    const promptIds = this.#prompts.ids(index);
    const digest = turnDigest(promptIds, turn.outputIds, turn.outputLogProbs);
    if (digest !== line.digest) throw new FieldError("digest", `that of the line's tokens, ${digest}`);
    const prompts = this.#prompts;
    this.#turns.push({
      turn: { ...turn, promptMessages, acceptedRewrites, messageStarts: sums(this.#steps.ids(index)) },
      // Put together when it is written: all prompts of a long session at once would fill the memory.
      get promptIds() {
        return prompts.ids(index);
      },
      digest,
      createdAt: line.createdAt,
    });
  }

  finish(): SessionImport {
    const { type, version, turns, ...session } = this.session;
    if (turns !== this.#turns.length) {
      throw new Error(`${turns} turns were announced and ${this.#turns.length} came`);
    }
    return { session, turns: this.#turns };
  }
}

function appendRuns(
  source: DeltaPromptSource,
  runs: readonly IdRun[],
  output: Int32Array,
  name: string,
  limit: number,
): void {
  const told = runs.filter((run) => !("copy" in run)).map((run) => ("ids" in run ? run.ids : NOTHING));
  const literals = new Int32Array(told.reduce((sum, ids) => sum + ids.length, 0));
  let start = 0;
  let length = 0;
  const resolved: DeltaRun[] = [];
  for (const run of runs) {
    if ("copy" in run) {
      const [turn, from, count] = run.copy;
      if (turn > source.turns) throw new FieldError(name, `made of earlier turns, not of turn ${turn}`);
      resolved.push({ turn, start: from, length: count });
      length += count;
    } else if (run.ids.length > 0) {
      literals.set(run.ids, start);
      resolved.push({ turn: 0, start, length: run.ids.length });
      start += run.ids.length;
      length += run.ids.length;
    }
  }
  if (length > limit) throw new FieldError(name, `at most ${limit} long`);
  source.append({ runs: resolved, literals }, output);
}

/** Lists of one kind, whose copies are filled in from the sequences of earlier turns. */
class CopiedLists<T extends object> {
  readonly #sequences: (readonly T[])[] = [];

  constructor(private readonly name: string) {}

  /** The whole list of the next turn; `added` is what that turn's sequence goes on with. */
  append(list: readonly (CopyRun | T)[], added: readonly T[]): T[] {
    const items: T[] = [];
    for (const item of list) {
      if ("copy" in item) items.push(...this.#copied(item));
      else items.push(item);
      if (items.length > LONGEST_LIST) throw new FieldError(this.name, `at most ${LONGEST_LIST} long`);
    }
    this.#sequences.push([...items, ...added]);
    return items;
  }

  #copied(run: CopyRun): readonly T[] {
    const [turn, start, length] = run.copy;
    const copied = this.#sequences[turn - 1]?.slice(start, start + length);
    if (copied?.length !== length) throw new FieldError(this.name, `copies that lie within turn ${turn}`);
    return copied;
  }
}

function sums(steps: Int32Array): Int32Array {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}
