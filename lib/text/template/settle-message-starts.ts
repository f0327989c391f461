import { idAt } from "@/lib/core/base/at";

/**
 * First positions of messages from the marks they printed (-1 where a message printed none).
 *
 * A message without a mark of its own was printed outside the template's loop and begins where the next one does;
 * the first of all, a system prompt that templates print with the tools, begins at 0 (`headed`). Empty when the
 * template printed no marks at all, or not in the order of the messages.
 *
 * @example settleMessageStarts(Int32Array.of(12, 12, 30), true, 40) // [0, 12, 30]
 */
export function settleMessageStarts(marks: Int32Array, headed: boolean, end: number): Int32Array {
  if (marks.every((mark) => mark === -1)) return new Int32Array(0);
  const starts = Int32Array.from(marks);
  if (headed) starts[0] = 0;
  let next = end;
  for (let i = starts.length - 1; i >= 0; i--) {
    const mark = idAt(starts, i);
    const start = mark !== -1 ? mark : i === 0 ? 0 : next;
    if (start > next) return new Int32Array(0);
    starts[i] = start;
    next = start;
  }
  return starts;
}
