import type { Segment } from "./builder-plan";

/**
 * The part of a run that lies in `[from, to)`, or null if none does. A run that starts inside an output starts there
 * that much later.
 *
 * @example
 * clipSegment({ kind: "output", turn: 1, outputStart: 0, start: 10, length: 5 }, 12, 99);
 * // { kind: "output", turn: 1, outputStart: 2, start: 12, length: 3 }
 */
export function clipSegment(segment: Segment, from: number, to: number): Segment | null {
  const start = Math.max(segment.start, from);
  const length = Math.min(segment.start + segment.length, to) - start;
  if (length <= 0) return null;
  if (length === segment.length) return segment;
  if (segment.kind !== "output" && segment.kind !== "carried") return { ...segment, start, length };
  return { ...segment, start, length, outputStart: segment.outputStart + (start - segment.start) };
}

/** The runs of `[0, to)`. */
export function headOf(segments: readonly Segment[], to: number): Segment[] {
  const after = segments.findLastIndex(({ start }) => start < to);
  const head = segments.slice(0, after + 1);
  const last = head.pop();
  const kept = last === undefined ? null : clipSegment(last, 0, to);
  if (kept !== null) head.push(kept);
  return head;
}
