import type { Turn } from "@/lib/core/recording/turn";
import type { ExportedSample } from "@/lib/export/exported-sample";

/** A run of trained tokens of a sample, and the turn that sampled them. */
export interface TrainedSpan {
  /** Position in the sample, and length in tokens. */
  readonly start: number;
  readonly length: number;
  readonly turn: Turn;
  /** Position of the turn among those of the sample, from 0. */
  readonly turnOrder: number;
  /** Where in the turn's output the run begins. */
  readonly outputStart: number;
}

/** The trained runs of a sample, in order. */
export function trainedSpans({ sample, turns }: ExportedSample): readonly TrainedSpan[] {
  return sample.spans.flatMap((span) => {
    if (span.state !== "trained") return [];
    const turnOrder = turns.findIndex((turn) => turn.index === span.turn);
    const turn = turns[turnOrder];
    if (turn === undefined) return [];
    return { start: span.start, length: span.length, turn, turnOrder, outputStart: span.outputStart };
  });
}

/** A column over all tokens of a sample: `filler` where not trained, `value` of the run elsewhere. */
export function perTokenColumn(
  exported: ExportedSample,
  filler: number,
  value: (run: TrainedSpan) => number,
): Float64Array {
  const column = new Float64Array(exported.columns.tokens.length).fill(filler);
  for (const run of trainedSpans(exported)) column.fill(value(run), run.start, run.start + run.length);
  return column;
}
