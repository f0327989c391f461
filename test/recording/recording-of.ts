import { promptsFromArrays } from "@/lib/core/recording/prompts-from-arrays";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { turnOf } from "./turn-of";

/** One turn of a recording as a test states it: its token ids, and what else matters to the test. */
export type TurnSketch = Partial<Omit<Turn, "outputIds" | "index">> & {
  readonly prompt: readonly number[];
  readonly output: readonly number[];
};

/** A recording of sketched turns; what a sketch leaves out is as in `turnOf`. */
export function recordingOf(...sketches: readonly TurnSketch[]): Recording {
  const turns = sketches.map(({ prompt: _, output, ...given }, at) =>
    turnOf({ index: at + 1, outputIds: Int32Array.from(output), ...given }),
  );
  const arrays = sketches.map(({ prompt, output }) => ({
    promptIds: Int32Array.from(prompt),
    outputIds: Int32Array.from(output),
  }));
  return { turns, prompts: promptsFromArrays(arrays) };
}
