import type { Sample } from "@/lib/core/samples/sample";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { SampleCell } from "./session-view";
import { stateCode } from "./state-code";

/**
 * Cuts a sample into the parts of its nodes and counts the states in each. The cells cover `[0, length)`; nodes
 * that a cut or an empty message leaves without tokens have no cell.
 *
 * @param path positions of the sample's nodes in the view, root first.
 * @param starts where each of them begins, from `sequenceStarts`.
 */
export function sampleCells(
  sample: Sample,
  path: readonly number[],
  starts: readonly number[],
): readonly SampleCell[] {
  const cells: SampleCell[] = [];
  // Spans are made when they are read.
  const { spans } = sample;
  let spanAt = 0;
  path.forEach((node, at) => {
    const start = starts[at] ?? 0;
    const end = Math.min(starts[at + 1] ?? sample.length, sample.length);
    if (end <= start) return;
    const counts = new Array<number>(TOKEN_STATES.length).fill(0);
    while (spanAt > 0 && (spans[spanAt]?.start ?? 0) > start) spanAt--;
    for (let span = spans[spanAt]; span && span.start < end; span = spans[++spanAt]) {
      const code = stateCode(span.state);
      const overlap = Math.min(end, span.start + span.length) - Math.max(start, span.start);
      if (overlap > 0) counts[code] = (counts[code] ?? 0) + overlap;
    }
    spanAt = Math.max(0, Math.min(spanAt, spans.length - 1));
    cells.push({ node, start, length: end - start, counts });
  });
  return cells;
}
