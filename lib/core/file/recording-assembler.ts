import { positionsOf } from "@/lib/core/base/steps";
import type { DeltaRun } from "@/lib/core/deltas/prompt-delta";
import { DeltaPromptSource } from "@/lib/core/deltas/prompt-delta-source";
import { FieldError } from "@/lib/core/json/json-fields";
import type { Message } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";
import type { AcceptedRewrite, Turn } from "@/lib/core/recording/turn";
import type { CopyRun, IdRun, TurnLine } from "./turn-line";

/** A few bytes of copies can name a list of any length; longer ones than these are no recording. */
const LONGEST_PROMPT = 16_000_000;
const LONGEST_LIST = 1_000_000;

const NOTHING = new Int32Array(0);

/**
 * Puts a recording together from the turn lines of one session, in order. Prompts stay told as copies, so that the
 * memory taken is that of what is new in each turn.
 *
 * @example
 * const assembler = new RecordingAssembler();
 * assembler.add(firstLine).index; // 1
 * assembler.recording.prompts.ids(1);
 */
export class RecordingAssembler {
  readonly #turns: Turn[] = [];
  readonly #prompts = new DeltaPromptSource();
  readonly #steps = new DeltaPromptSource();
  readonly #messages = new CopiedLists<Message>("messages");
  readonly #rewrites = new CopiedLists<AcceptedRewrite>("accepted_rewrites");

  /** What came so far; it grows with every line. */
  readonly recording: Recording = { turns: this.#turns, prompts: this.#prompts };

  /**
   * The turn of the next line, whole. Throws an error that says what is wrong with the line; the assembler is then
   * of no use.
   */
  add(line: TurnLine): Turn {
    const wanted = this.#turns.length + 1;
    if (line.turn.index !== wanted) throw new FieldError("index", `${wanted}, the next turn of the session`);
    appendRuns(this.#prompts, line.prompt, line.turn.outputIds, "prompt", LONGEST_PROMPT);
    appendRuns(this.#steps, line.messageSteps, NOTHING, "message_steps", LONGEST_LIST);
    const turn: Turn = {
      ...line.turn,
      promptMessages: this.#messages.append(line.messages, line.turn.responseMessage),
      acceptedRewrites: this.#rewrites.append(line.acceptedRewrites, null),
      messageStarts: positionsOf(this.#steps.ids(wanted)),
    };
    this.#turns.push(turn);
    return turn;
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
  readonly #lists: { readonly items: readonly T[]; readonly added: T | null }[] = [];

  constructor(private readonly name: string) {}

  /** The whole list of the next turn; `added` is what that turn's sequence goes on with. */
  append(list: readonly (CopyRun | T)[], added: T | null): readonly T[] {
    const parts = list.map((item) => ("copy" in item ? this.#copied(item) : [item]));
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (length > LONGEST_LIST) throw new FieldError(this.name, `at most ${LONGEST_LIST} long`);
    // In one piece, so that no list holds more memory than it has items.
    const none: readonly T[] = [];
    const items = none.concat(...parts);
    this.#lists.push({ items, added });
    return items;
  }

  #copied(run: CopyRun): readonly T[] {
    const [turn, start, length] = run.copy;
    const { items = [], added = null } = this.#lists[turn - 1] ?? {};
    const end = start + length;
    const copied = items.slice(start, end);
    if (added !== null && start <= items.length && end > items.length) copied.push(added);
    if (copied.length !== length) throw new FieldError(this.name, `copies that lie within turn ${turn}`);
    return copied;
  }
}
