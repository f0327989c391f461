import { classifyFork } from "@/lib/core/causes/classify-fork";
import type { Turn } from "@/lib/core/recording/turn";
import type { Sample } from "@/lib/core/samples/sample";
import type { MessageNode } from "@/lib/core/tree/tree";

/** What `forkCauses` finds, looked for from the root down at every list of siblings, whatever it costs. */
export function slowTreeForks(turns: readonly Turn[], tree: readonly MessageNode[]) {
  const isConversation = (index: number) =>
    turns.some((turn) => turn.index === index && !isBeside(turn, turns));
  const forksAmong = (siblings: readonly MessageNode[], depth: number): ReturnType<typeof forkAt>[] => {
    const firsts = siblings
      .map((node) => ({ node, made: Math.min(...turnsBelow([node]).filter(isConversation)) }))
      .filter(({ made }) => Number.isFinite(made))
      .sort((a, b) => a.made - b.made);
    const forks = firsts.slice(1).map(({ node, made }) => {
      const left = Math.max(...turnsBelow(siblings).filter((turn) => turn < made && isConversation(turn)));
      return forkAt(turns, node, made, left, depth);
    });
    return [...forks, ...siblings.flatMap((node) => forksAmong(node.children, depth + 1))];
  };
  return forksAmong(tree, 0).sort((a, b) => a.turn - b.turn);
}

/** Samples that open where another sample of their chain ends: the turn that opens, and the last one before it. */
export function slowIdForks(samples: readonly Sample[]) {
  return samples.flatMap(({ turns: [first = 0], leafTurn }) => {
    const ended = samples.filter((other) => other.leafTurn === leafTurn && other.lastTurn < first);
    return ended.length === 0 ? [] : [{ turn: first, leftTurn: Math.max(...ended.map((s) => s.lastTurn)) }];
  });
}

function isBeside({ index, auxiliary, delivery }: Turn, turns: readonly Turn[]): boolean {
  const isRetried = turns.some(({ retryOf }) => retryOf === index);
  return auxiliary !== "none" || delivery === "undelivered" || isRetried;
}

function turnsBelow(nodes: readonly MessageNode[]): number[] {
  return nodes.flatMap(({ turnIndex, children }) => [
    ...(turnIndex === null ? [] : [turnIndex]),
    ...turnsBelow(children),
  ]);
}

function forkAt(turns: readonly Turn[], node: MessageNode, made: number, left: number, depth: number) {
  const [found, held] = [turns[made - 1], turns[left - 1]];
  if (!found || !held) throw new RangeError(`No turn ${made} or ${left}`);
  const earlierAnswers = turns.slice(0, made - 1).flatMap(({ responseMessage }) => responseMessage ?? []);
  const cause = classifyFork({ held, found, shared: depth, earlierAnswers });
  return { turn: made, leftTurn: left, nodeId: node.id, cause };
}
