import { asArray, asCount, asNumber, asObject, asTokenIds, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { isObject } from "@/lib/core/json/object-of";
import type { Message } from "@/lib/core/message/message";
import { KEEP_ALL } from "@/lib/core/message/message-reading";
import { readChatMessage } from "@/lib/core/message/read-chat-message";
import { contentId } from "@/lib/store/rows/content-id";
import type { SessionImport, TurnInput } from "@/lib/store/store";
import { importedSession } from "./imported-session";
import { importedTurn } from "./imported-turn";
import { maskColumn, numberColumn } from "./trained-stretches";
import { unproven } from "./unproven";

/** A node of a trace: a message and what it adds to the ids of its path. */
interface TraceNode {
  readonly parent: number | null;
  readonly message: Message;
  readonly sampled: boolean;
  readonly ids: Int32Array;
  /** Where the sampled ids of the node begin and end; both its length where none was sampled. */
  readonly from: number;
  readonly to: number;
  /** One for each sampled id; null where the trace has none. */
  readonly logProbs: Float64Array | null;
}

const ROUNDED = "Its records round log-probs to four decimals, so ratios differ by up to 1e-4.";
const NO_IDS = "Some answers have no token ids, as those of relayed calls; they train nothing.";
const TREE = "An answer's prompt is the path to its node; which client sent it, and how, is not in it.";

/**
 * A trace of verifiers, which prime-rl writes too: a graph of messages with the ids that each adds. Each node that was
 * sampled is a turn, whose prompt is the path before it. Throws `FieldError`.
 */
export function importVerifiers(line: JsonObject): SessionImport {
  const nodes = asArray(line.nodes, "nodes").map(readNode);
  const turns = nodes.flatMap((node, at) => (node.sampled ? [turnOf(nodes, node, at)] : []));
  const hasAllIds = turns.every(({ turn }) => turn.outputIds.length > 0);
  const task: JsonObject = isObject(line.task) ? { task: line.task } : {};
  const stopped: JsonObject =
    typeof line.stop_condition === "string" ? { stop_condition: line.stop_condition } : {};
  return {
    session: {
      ...importedSession(typeof line.id === "string" ? line.id : contentId("verifiers", line)),
      reward: rewardOf(line.rewards ?? null),
      metadata: {
        ...task,
        ...stopped,
        ...unproven("verifiers", [TREE, ROUNDED, ...(hasAllIds ? [] : [NO_IDS])]),
      },
    },
    turns,
  };
}

function readNode(value: JsonValue, index: number): TraceNode {
  const path = `nodes[${index}]`;
  const node = asObject(value, path);
  const parent = node.parent ?? null;
  const at = parent === null ? null : asCount(parent, `${path}.parent`);
  if (at !== null && at >= index) throw new FieldError(`${path}.parent`, "a node before it");
  const ids = asTokenIds(node.token_ids ?? [], `${path}.token_ids`);
  const mask = maskColumn(node.mask ?? [], `${path}.mask`);
  if (mask.length !== ids.length && mask.length > 0)
    throw new FieldError(`${path}.mask`, `${ids.length} long, as token_ids is`);
  const from = mask.indexOf(true);
  const to = mask.lastIndexOf(true) + 1;
  const count = mask.filter(Boolean).length;
  if (from >= 0 && count !== to - from)
    throw new FieldError(`${path}.mask`, "one stretch: a node is one answer");
  const logProbs = numberColumn(node, "logprobs");
  const isCounted = logProbs !== null && logProbs.length > 0;
  if (isCounted && logProbs.length !== count)
    throw new FieldError(`${path}.logprobs`, `${count} long, one for each sampled token`);
  return {
    parent: at,
    message: readChatMessage(
      chatMessage(asObject(node.message, `${path}.message`)),
      `${path}.message`,
      KEEP_ALL,
    ),
    sampled: node.sampled === true,
    ids,
    from: from < 0 ? ids.length : from,
    to: from < 0 ? ids.length : to,
    logProbs: isCounted ? logProbs : null,
  };
}

/** Its calls are flat where those of a chat have a function. */
function chatMessage(message: JsonObject): JsonObject {
  const { tool_calls: calls = null, ...others } = message;
  const said = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null));
  if (!isArray(calls)) return said;
  const made = calls.map((value) => {
    const { id = "", name = "", arguments: given = "" } = isObject(value) ? value : {};
    return { id, type: "function", function: { name, arguments: given } };
  });
  return { ...said, tool_calls: made };
}

function turnOf(nodes: readonly TraceNode[], node: TraceNode, at: number): TurnInput {
  const path: TraceNode[] = [];
  for (let up = node.parent; up !== null; up = nodes[up]?.parent ?? null) {
    const before = nodes[up];
    if (before !== undefined) path.unshift(before);
  }
  if (node.message.role !== "assistant") throw new FieldError(`nodes[${at}].message.role`, '"assistant"');
  const before = path.flatMap(({ ids }) => [...ids]);
  const outputIds = node.ids.subarray(node.from, node.to);
  return importedTurn({
    promptMessages: path.map(({ message }) => message),
    responseMessage: node.message,
    promptIds:
      outputIds.length === 0
        ? new Int32Array(0)
        : Int32Array.from([...before, ...node.ids.subarray(0, node.from)]),
    outputIds,
    outputLogProbs: node.logProbs,
  });
}

/** The sum of weighted rewards, as verifiers adds them up; null where nothing was scored. */
function rewardOf(value: JsonValue): number | null {
  if (value === null) return null;
  const scored = Object.entries(asObject(value, "rewards")).flatMap(([name, reward]) => {
    if (reward === null) return [];
    const { score = null, weight = 1 } = asObject(reward, `rewards.${name}`);
    return [asNumber(score, `rewards.${name}.score`) * asNumber(weight, `rewards.${name}.weight`)];
  });
  return scored.length === 0 ? null : scored.reduce((sum, one) => sum + one, 0);
}
