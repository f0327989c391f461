import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import type { Turn } from "@/lib/core/recording/turn";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import type { Sample } from "@/lib/core/samples/sample";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { ConformanceSession } from "./conformance-session";

/**
 * A result in the shape of the vectors' `expected`: nodes hold their messages as the file spells them, samples hold
 * their columns. Turn indices count the turns that are in the tree.
 */
export function conformanceResult(
  session: ConformanceSession,
  { tree, samples }: LineariseResult,
): { readonly tree: readonly JsonValue[]; readonly samples: readonly JsonValue[] } {
  const ordinals = turnOrdinals(session.recording.turns);
  return {
    tree: treeShape(tree, (node) => nodeShape(session, node, ordinals)),
    samples: samples.map((sample) => sampleShape(session, sample)),
  };
}

/** Position of each turn among those with prompt messages; the others are skipped when turns fold. */
function turnOrdinals(turns: readonly Turn[]): ReadonlyMap<number, number> {
  const inTree = turns.filter((turn) => turn.promptMessages.length > 0);
  return new Map(inTree.map((turn, at) => [turn.index, at + 1]));
}

type NodeShape = JsonObject & { readonly children: JsonValue[] };

/** Shapes parents before children without recursion, since a long session is a deep tree. */
function treeShape(roots: readonly MessageNode[], shape: (node: MessageNode) => NodeShape): JsonValue[] {
  const shapedRoots: JsonValue[] = [];
  const pending = [{ nodes: roots, into: shapedRoots }];
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    for (const node of step.nodes) {
      const shaped = shape(node);
      step.into.push(shaped);
      pending.push({ nodes: node.children, into: shaped.children });
    }
  }
  return shapedRoots;
}

function nodeShape(
  session: ConformanceSession,
  node: MessageNode,
  ordinals: ReadonlyMap<number, number>,
): NodeShape {
  const spelled = node.message === null ? null : (session.spellings.get(node.message) ?? null);
  const merged = node.mergedRewrite;
  return {
    role: spelledRole(spelled) ?? node.role,
    message: spelled,
    turn_index: node.turnIndex === null ? null : (ordinals.get(node.turnIndex) ?? null),
    generated: node.generated,
    ...(merged === null
      ? {}
      : {
          merged_rewrite: {
            abandoned_turn_index: ordinals.get(merged.abandonedTurnIndex) ?? null,
            abandoned_response_tokens: merged.abandonedResponseTokens,
          },
        }),
    children: [],
  };
}

function spelledRole(message: JsonValue): string | null {
  const { role } = objectOf(message);
  return typeof role === "string" ? role : null;
}

function sampleShape(session: ConformanceSession, sample: Sample): JsonValue {
  const { tokens, lossMask, logProbs, responseLength } = materialiseSample(session.recording, sample);
  return {
    tokens: [...tokens],
    response_length: responseLength,
    loss_mask: [...lossMask],
    rollout_log_probs: [...logProbs],
    reward: sample.reward,
    truncated: sample.truncated,
    use_tool: sample.useTool,
    ill_formed: sample.illFormed,
  };
}
