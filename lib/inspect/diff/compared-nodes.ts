import { formatCount, plural } from "@/lib/core/base/format-count";
import type { DiffEnd } from "@/lib/core/diff/node-diff";
import { type TokenDiff, tokenDiff } from "@/lib/core/diff/token-diff";
import { messageMarks } from "@/lib/core/tokens/message-marks";
import { type NodeSequence, nodeSequence } from "@/lib/core/tokens/node-sequence";
import { sequenceIds } from "@/lib/core/tokens/sample-token-columns";
import type { NodeView } from "@/lib/core/view/session-view";
import type { RecordingView } from "@/lib/core/view/view-recording";
import { BadQueryError } from "@/lib/inspect/bad-query-error";
import { messageRows } from "@/lib/inspect/session/message-rows";
import { nodePosition } from "@/lib/inspect/session/read-node-tokens";
import { type DiffFacts, NO_TOKEN_IDS } from "./diff-facts";

/** The conversations up to two nodes of one session. Throws `NotFoundError`, and `BadQueryError` for one node twice. */
export function comparedNodes({ recording, view }: RecordingView, aId: string, bId: string): DiffFacts {
  if (aId === bId) {
    throw new BadQueryError(
      "Both sides are the same message. Choose another one, or leave a out to compare this one with what was held before it.",
    );
  }
  const [a, b] = [aId, bId].map((id) => {
    const node = view.nodes[nodePosition(view, id)];
    return node ? { node, sequence: nodeSequence(recording, node) } : null;
  });
  if (!a?.sequence || !b?.sequence) throw new BadQueryError("One of the messages belongs to no turn.");
  const [left, right] = [a.sequence, b.sequence];
  const tokens =
    left.length === null || right.length === null
      ? null
      : tokenDiff(
          sequenceIds(recording, left.turn, 0, left.length),
          sequenceIds(recording, right.turn, 0, right.length),
        );
  const end = (node: NodeView, { turn, length }: NodeSequence): DiffEnd => ({
    title: `Up to turn ${turn}'s ${node.turn === null ? `${node.role} message` : "answer"}`,
    turn,
    node: node.id,
    build: "sent",
    marks: messageMarks(recording, turn).filter(({ start }) => start < (length ?? 0)),
  });
  return {
    pair: "nodes",
    a: end(a.node, left),
    b: end(b.node, right),
    words: tokens ? sharedWords(tokens) : "Only the messages of these two can be compared.",
    divergence: null,
    outcome: null,
    cause: null,
    audit: null,
    tokens,
    tokens_missing: tokens ? null : NO_TOKEN_IDS,
    messages: messageRows(left.messages, right.messages),
    three_way: null,
  };
}

function sharedWords({ a_length, b_length, runs }: TokenDiff): string {
  const [first] = runs;
  const common = first?.equal ? first.length : 0;
  if (a_length === b_length && common === a_length) return `Both hold the same ${plural(common, "token")}.`;
  const shared = common === 1 ? "first token" : `first ${plural(common, "token")}`;
  return `The two share their ${shared}; then the left one goes on for ${plural(a_length - common, "token")} and the right one for ${formatCount(b_length - common)}.`;
}
