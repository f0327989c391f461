import type { Role } from "@/lib/core/message/message";
import type { RecordingView } from "@/lib/core/view/view-recording";
import { joinTokenColumns } from "./join-token-columns";
import { messageMarks } from "./message-marks";
import { contextColumns, outputColumns } from "./node-token-columns";
import { sequenceIds } from "./sample-token-columns";
import { sliceTokenColumns } from "./slice-token-columns";
import type { TokenColumns } from "./token-columns";

/** Where a message begins in a prompt, and whose it is; null: nobody's, such as the opener of the answer. */
export interface PromptMark {
  readonly start: number;
  readonly role: Role | null;
}

/**
 * Tokens `[from, to)` of a turn's sequence: the prompt's as context, the answer's in the state that the ledger gives
 * them. Bounds beyond the end are brought in; null when there is no such turn.
 *
 * @example
 * turnTokenColumns(shown, 2, 0, 9)?.start; // 0, the first of turn 2's prompt
 */
export function turnTokenColumns(
  { recording, view }: RecordingView,
  turnIndex: number,
  from: number,
  to: number,
): TokenColumns | null {
  const turn = recording.turns[turnIndex - 1];
  if (turn === undefined) return null;
  const promptLength = recording.prompts.length(turnIndex);
  const length = promptLength + turn.outputIds.length;
  const start = Math.min(from, length);
  const end = Math.max(start, Math.min(to, length));
  const inPrompt = sequenceIds(recording, turnIndex, start, Math.min(end, promptLength));
  const marks = messageMarks(recording, turnIndex).map(({ is_answer, role, ...mark }): PromptMark => {
    return { ...mark, role: is_answer ? null : role };
  });
  const answer = outputColumns(recording, turnIndex, view);
  const inAnswer = sliceTokenColumns(
    answer,
    Math.max(0, start - promptLength),
    Math.max(0, end - promptLength),
  );
  return { ...joinTokenColumns([promptTokenColumns(inPrompt, start, marks), inAnswer]), start };
}

/** Tokens of a prompt from a position on, as context of the messages that they belong to. */
export function promptTokenColumns(
  ids: Int32Array,
  start: number,
  marks: readonly PromptMark[],
): TokenColumns {
  const end = start + ids.length;
  const stretches = [{ start: 0, role: null }, ...marks];
  const spans = stretches.flatMap(({ start: begins, role }, at) => {
    const first = Math.max(begins, start);
    const length = Math.min(stretches[at + 1]?.start ?? end, end) - first;
    return length > 0 ? [{ state: "context", role, start: first - start, length } as const] : [];
  });
  return { ...contextColumns(ids, start, null), spans };
}
