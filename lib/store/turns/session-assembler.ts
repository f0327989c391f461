import { RecordingAssembler } from "@/lib/core/file/recording-assembler";
import type { SessionLine, TurnLine } from "@/lib/core/file/turn-line";
import { FieldError } from "@/lib/core/json/json-fields";
import type { SessionImport, TurnInput } from "@/lib/store/store";
import { turnDigest } from "./turn-digest";

/**
 * Puts a session together from its lines. Every method throws an error that says what is wrong with the line it
 * was given, and the session is then of no use.
 */
export class SessionAssembler {
  readonly #turns: TurnInput[] = [];
  readonly #assembler = new RecordingAssembler();

  constructor(readonly session: SessionLine) {}

  add(line: TurnLine): void {
    const { index, ...turn } = this.#assembler.add(line);
    const { prompts } = this.#assembler.recording;
    const digest = turnDigest(prompts.ids(index), turn.outputIds, turn.outputLogProbs);
    if (digest !== line.digest) throw new FieldError("digest", `that of the line's tokens, ${digest}`);
    this.#turns.push({
      turn,
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
