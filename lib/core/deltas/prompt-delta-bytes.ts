import { littleEndian } from "@/lib/core/base/little-endian";
import type { DeltaRun, PromptDelta } from "./prompt-delta";

/**
 * The stored form of a delta: a count of runs, the runs, then the literals as 32-bit little-endian integers.
 * Numbers of runs are base-128 varints. A run is `length * 2 + 1` for a literal, else `length * 2`, how many turns
 * back, and the start. Literal runs stand in order, so their starts are not written.
 */
export const promptDeltaBytes = {
  /** `turn` is the turn that the delta belongs to, from 1. */
  encode(delta: PromptDelta, turn: number): Uint8Array<ArrayBuffer> {
    const head: number[] = [];
    writeVarint(head, delta.runs.length);
    for (const run of delta.runs) {
      if (run.turn === 0) writeVarint(head, run.length * 2 + 1);
      else for (const value of [run.length * 2, turn - run.turn, run.start]) writeVarint(head, value);
    }
    const bytes = new Uint8Array(head.length + delta.literals.length * 4);
    bytes.set(head);
    bytes.set(littleEndian.fromIds(delta.literals), head.length);
    return bytes;
  },

  /** Throws `RangeError` when the bytes are not a delta of that turn. */
  decode(bytes: Uint8Array, turn: number): PromptDelta {
    const cursor = { at: 0 };
    const count = readVarint(bytes, cursor);
    const runs: DeltaRun[] = [];
    let literal = 0;
    for (let i = 0; i < count; i++) {
      const tagged = readVarint(bytes, cursor);
      const length = Math.floor(tagged / 2);
      if (tagged % 2 === 1) {
        runs.push({ turn: 0, start: literal, length });
        literal += length;
      } else {
        const from = turn - readVarint(bytes, cursor);
        runs.push({ turn: from, start: readVarint(bytes, cursor), length });
        if (from < 1 || from >= turn) throw new RangeError(`turn ${turn} copies from turn ${from}`);
      }
    }
    const literals = littleEndian.toIds(bytes.subarray(cursor.at));
    if (literals.length !== literal) throw new RangeError(`turn ${turn} lacks literals`);
    return { runs, literals };
  },
};

function writeVarint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[cursor.at++];
    if (byte === undefined || scale > 2 ** 42)
      throw new RangeError("the delta ends in the middle of a number");
    value += (byte % 128) * scale;
    if (byte < 128) return value;
  }
}
