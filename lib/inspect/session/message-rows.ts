import { alignMessages } from "@/lib/core/diff/align-messages";
import type { MessageDiffRow } from "@/lib/core/diff/node-diff";
import type { Message } from "@/lib/core/message/message";
import { messagePreview } from "@/lib/core/view/message-preview";

/** Messages that differ are sent in full up to this many; of the others the start, and the page links to them. */
const FULL_ROWS = 200;

/** Two histories beside each other as the page shows them. */
export function messageRows(
  a: readonly (Message | null)[],
  b: readonly (Message | null)[],
): readonly MessageDiffRow[] {
  let full = FULL_ROWS;
  return alignMessages(a, b).map((row): MessageDiffRow => {
    const [left, right] = [a[row.a] ?? null, b[row.b] ?? null];
    const isFull = row.kind !== "same" && full-- > 0;
    return {
      ...row,
      role: (left ?? right)?.role ?? "assistant",
      preview: messagePreview(left ?? right),
      a_message: isFull ? left : null,
      b_message: isFull ? right : null,
    };
  });
}
