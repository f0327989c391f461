import type { TokenRange } from "@/components/marks/token-range";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import { stateCode } from "@/lib/core/view/state-code";

export interface RangeFigures {
  readonly tokens: number;
  readonly trained: number;
  /** Tokens with a recorded log-prob, their sum in nats, and the mean of their probabilities; null when there are none. */
  readonly withLogProb: number;
  readonly logProbSum: number;
  readonly meanProbability: number | null;
}

/** Sums over a selected range; what was not recorded is left out and counted as such. */
export function rangeFigures(columns: TokenColumns, { start, end }: TokenRange): RangeFigures {
  const last = Math.min(end, columns.ids.length);
  const trainedCode = stateCode("trained");
  let trained = 0;
  let withLogProb = 0;
  let logProbSum = 0;
  let probabilitySum = 0;
  for (let at = start; at < last; at++) {
    if (columns.states[at] === trainedCode) trained++;
    const logProb = columns.logProbs[at] ?? Number.NaN;
    if (Number.isNaN(logProb)) continue;
    withLogProb++;
    logProbSum += logProb;
    probabilitySum += Math.exp(logProb);
  }
  return {
    tokens: Math.max(0, last - start),
    trained,
    withLogProb,
    logProbSum,
    meanProbability: withLogProb > 0 ? probabilitySum / withLogProb : null,
  };
}
