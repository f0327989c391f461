import type { Role } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";

/** Where a message begins in a turn's sequence. */
export interface MessageMark {
  /** In tokens. */
  readonly start: number;
  readonly role: Role;
  /** From 1, as the page counts a call's messages; the answer comes after them. */
  readonly message: number;
  readonly is_answer: boolean;
}

/**
 * The messages of a turn's sequence with their starts, the answer last; the answer alone where nobody recorded the
 * starts of the others.
 *
 * @example
 * messageMarks(recording, 1); // [{ start: 0, role: "user", message: 1, … }, { start: 12, role: "assistant", … }]
 */
export function messageMarks(recording: Recording, turnIndex: number): readonly MessageMark[] {
  const turn = recording.turns[turnIndex - 1];
  if (!turn) return [];
  const marks = Array.from(turn.messageStarts, (start, at): MessageMark => {
    return {
      start: at === 0 ? 0 : start,
      role: turn.promptMessages[at]?.role ?? "user",
      message: at + 1,
      is_answer: false,
    };
  });
  // The answer's message begins with its opener, which the prompt ends with.
  const start = turn.generationStart ?? recording.prompts.length(turnIndex);
  const answer = {
    start,
    role: "assistant",
    message: turn.promptMessages.length + 1,
    is_answer: true,
  } as const;
  return [...marks, answer];
}
