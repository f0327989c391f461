import type { Message } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";
import { promptMessageRange } from "@/lib/core/view/node-counts";
import type { NodeView } from "@/lib/core/view/session-view";

/** A conversation up to and including a node: a range from the start of a turn's sequence, and its messages. */
export interface NodeSequence {
  /** The turn whose sequence (prompt, then answer) it is the start of. */
  readonly turn: number;
  /** In tokens; null when no token ids are recorded, or not where the message ends. */
  readonly length: number | null;
  readonly messages: readonly (Message | null)[];
}

/** The sequence that ends with a node: of a sampled message with its answer, of any other as the first prompt held it. */
export function nodeSequence(recording: Recording, node: NodeView): NodeSequence | null {
  const index = node.turn ?? node.first_turn;
  const turn = recording.turns[index - 1];
  if (!turn) return null;
  if (node.turn !== null) {
    const length = recording.prompts.length(index) + turn.outputIds.length;
    return {
      turn: index,
      length: length === 0 ? null : length,
      messages: [...turn.promptMessages, turn.responseMessage],
    };
  }
  const messages = turn.promptMessages.slice(0, node.depth + 1);
  const range = promptMessageRange(recording, index, node.depth);
  return { turn: index, length: range && range.end > 0 ? range.end : null, messages };
}
