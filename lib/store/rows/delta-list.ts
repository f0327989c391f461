import { promptDeltaBytes } from "@/lib/core/deltas/prompt-delta-bytes";
import { PromptDeltaEncoder } from "@/lib/core/deltas/prompt-delta-encoder";
import { DeltaPromptSource } from "@/lib/core/deltas/prompt-delta-source";

const NOTHING = new Int32Array(0);

/** One kind of list of a session's turns (prompt ids, message numbers), in memory and in its stored form. */
export class DeltaList {
  readonly source = new DeltaPromptSource();
  readonly #window: number;
  /** Made on the first write: a session that is only read needs no index. */
  #encoder: PromptDeltaEncoder | null = null;

  /** `window` as in `DeltaEncoderOptions`. */
  constructor(window: number) {
    this.#window = window;
  }

  /** Adds the next turn's list, and what the turn added to it, and answers the bytes to store. */
  append(list: Int32Array, output: Int32Array = NOTHING): Uint8Array<ArrayBuffer> {
    this.#encoder ??= new PromptDeltaEncoder(this.source, { window: this.#window });
    const delta = this.#encoder.append(list, output);
    return promptDeltaBytes.encode(delta, this.source.turns);
  }

  /** Takes up the next turn from its stored form; it may be one that another process wrote after some of this one's. */
  load(bytes: Uint8Array, output: Int32Array = NOTHING): void {
    this.source.append(promptDeltaBytes.decode(bytes, this.source.turns + 1), output);
  }

  /** The list of the last turn. */
  last(): Int32Array {
    return this.source.ids(this.source.turns);
  }
}
