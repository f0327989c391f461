import { FORMAT_VERSION } from "@/lib/core/file/format-version";
import type { Turn } from "@/lib/core/recording/turn";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { writeLine } from "@/lib/export/lines/write-line";
import { chatMessage } from "./chat-message";
import { treePaths } from "./tree-paths";

function isKept(turn: Turn | undefined, { policy }: ExportInput): boolean {
  if (turn === undefined) return false;
  if (turn.auxiliary !== "none" && !policy.include_auxiliary) return false;
  return turn.delivery !== "undelivered" || policy.include_undelivered;
}

const turnOf = (node: MessageNode | undefined, { recording }: ExportInput): Turn | undefined =>
  typeof node?.turnIndex === "number" ? recording.turns[node.turnIndex - 1] : undefined;

/** The way to a leaf, without what comes after its last answer that is kept. */
function keptPath(path: readonly MessageNode[], input: ExportInput): readonly MessageNode[] {
  const end = path.findLastIndex((node) => isKept(turnOf(node, input), input));
  return path.slice(0, end + 1);
}

/** The ends of conversations: of several that only lost answers tell apart there is one, and none inside another. */
function conversations(input: ExportInput): readonly (readonly MessageNode[])[] {
  const ends = new Map<string, readonly MessageNode[]>();
  const passed = new Set<string>();
  for (const leafPath of treePaths(input.result.tree)) {
    const path = keptPath(leafPath, input);
    const end = path.at(-1);
    if (end !== undefined) ends.set(end.id, path);
    for (const node of path.slice(0, -1)) passed.add(node.id);
  }
  return [...ends].flatMap(([id, path]) => (passed.has(id) ? [] : [path]));
}

function line(path: readonly MessageNode[], input: ExportInput): string {
  const end = path.at(-1);
  const turn = turnOf(end, input);
  const samples = input.result.samples.filter((sample) => sample.leafNodeId === end?.id);
  return writeLine([
    ["messages", path.flatMap(({ message }) => (message === null ? [] : chatMessage(message)))],
    ["tools", turn?.tools ?? undefined],
    ["reward", samples[0]?.reward ?? input.session.reward],
    [
      "metadata",
      {
        ...input.session.metadata,
        format_version: FORMAT_VERSION,
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
 * Chat JSONL: one line for each answer that ends a conversation, its messages from the root. It needs no token ids, so a
 * session that was only passed through has lines here too.
 */
export const messagesFormat: ExportFormat = {
  name: "messages",
  needsReward: false,
  *lines(input) {
    for (const path of conversations(input)) yield line(path, input);
  },
};
