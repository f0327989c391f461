import type { Turn } from "@/lib/core/recording/turn";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { writeLine } from "@/lib/export/lines/write-line";
import { chatMessage } from "./chat-message";
import { treePaths } from "./tree-paths";

function isKept(turn: Turn | undefined, { policy }: ExportInput): boolean {
  if (turn === undefined) return true;
  if (turn.auxiliary !== "none" && !policy.include_auxiliary) return false;
  return turn.delivery !== "undelivered" || policy.include_undelivered;
}

function line(path: readonly MessageNode[], input: ExportInput): string | null {
  const leaf = path.at(-1);
  if (leaf === undefined) return null;
  const turn = leaf.turnIndex === null ? undefined : input.recording.turns[leaf.turnIndex - 1];
  if (!isKept(turn, input)) return null;
  const samples = input.result.samples.filter((sample) => sample.leafNodeId === leaf.id);
  return writeLine([
    ["messages", path.flatMap(({ message }) => (message === null ? [] : chatMessage(message)))],
    ["tools", turn?.tools ?? undefined],
    ["reward", samples[0]?.reward ?? input.session.reward],
    [
      "metadata",
      {
        ...input.session.metadata,
        session: input.session.id,
        policy: input.policy.name,
        samples: samples.map((sample) => sample.index),
        truncated: turn?.finishReason === "length",
        ill_formed: turn !== undefined && turn.illFormed !== null,
      },
    ],
  ]);
}

/**
 * Chat JSONL: one line per leaf of the policy's tree, its messages from the root. It needs no token ids, so a
 * session that was only passed through has lines here too.
 */
export const messagesFormat: ExportFormat = {
  name: "messages",
  *lines(input) {
    for (const path of treePaths(input.result.tree)) {
      const text = line(path, input);
      if (text !== null) yield text;
    }
  },
};
