import type { EvidenceColumn } from "@/lib/core/recording/evidence-column";

/** The turn that a column tells of. Figures in tokens. */
export interface ColumnTurn {
  readonly promptTokens: number;
  readonly sampledTokens: number;
}

/**
 * Why a column cannot be one of this turn, by its lengths alone; null when it can. An engine tells the experts of every
 * token that it computed, which the last sampled one is not.
 */
export function columnFault(
  column: EvidenceColumn,
  { promptTokens, sampledTokens }: ColumnTurn,
): string | null {
  const { kind, start, shape, bytes } = column;
  const [tokens = -1, second = 0] = shape;
  switch (kind) {
    case "top":
    case "support":
      return fault(column, [
        [shape.length === 2 && start === 0 && tokens === sampledTokens, `lists for ${sampledTokens} tokens`],
        [bytes === 4 * (tokens + 1 + 2 * second), "as many bytes as its shape says"],
      ]);
    case "entropy":
      return fault(column, [
        [shape.length === 1 && start === 0 && tokens === sampledTokens, `${sampledTokens} numbers`],
        [bytes === 8 * tokens, "as many bytes as its shape says"],
      ]);
    case "experts": {
      const computed = promptTokens + sampledTokens - 1;
      return fault(column, [
        [shape.length === 2 && start + tokens === computed, `the experts of tokens up to ${computed}`],
        [bytes === tokens * second || bytes === 4 * tokens * second, "as many bytes as its shape says"],
      ]);
    }
    default:
      return kind satisfies never;
  }
}

function fault(
  { kind }: EvidenceColumn,
  demands: readonly (readonly [isMet: boolean, what: string])[],
): string | null {
  const unmet = demands.find(([isMet]) => !isMet);
  return unmet === undefined ? null : `the column ${kind} does not hold ${unmet[1]}`;
}
