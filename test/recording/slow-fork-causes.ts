import { classifyFork } from "@/lib/core/causes/classify-fork";
import type { EarlierTurns } from "@/lib/core/causes/earlier-turns";
import { handsOver, openingTexts } from "@/lib/core/causes/handed-task";
import { summaryText } from "@/lib/core/causes/summary-text";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { Turn } from "@/lib/core/recording/turn";
import type { Sample } from "@/lib/core/samples/sample";
import { ordersSummary } from "@/lib/core/side-calls/summary-rules";
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
      const beside = turnsBelow(siblings).filter((turn) => turn < made && isConversation(turn));
      return forkAt(turns, node, made, beside, depth);
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

function forkAt(
  turns: readonly Turn[],
  node: MessageNode,
  made: number,
  beside: readonly number[],
  depth: number,
) {
  const found = turns[made - 1];
  if (!found) throw new RangeError(`No turn ${made}`);
  const earlier = earlierTurns(turns, found);
  const ofAgent = beside.filter((index) => turns[index - 1]?.subAgent === found.subAgent);
  const echoed = earlier.echoed.find((index) => beside.includes(index));
  const left = echoed ?? Math.max(...(ofAgent.length > 0 ? ofAgent : beside));
  const held = turns[left - 1];
  if (!held) throw new RangeError(`No turn ${left}`);
  const cause = classifyFork({ held, found, shared: depth, earlier });
  return { turn: made, leftTurn: left, nodeId: node.id, cause };
}

function earlierTurns(turns: readonly Turn[], found: Turn): EarlierTurns {
  const before = turns.slice(0, found.index - 1);
  const opening = openingTexts(found.promptMessages);
  const same = (a: Message | null | undefined, b: Message | null | undefined) =>
    a != null && b != null && messageIdentity(a) === messageIdentity(b);
  const echoes = (message: Message, at: number, turn: Turn) =>
    same(message, turn.responseMessage) &&
    ((message.content ?? "").length >= 20 ||
      (message.tool_calls ?? []).length > 0 ||
      same(found.promptMessages[at - 1], turn.promptMessages.at(-1)));
  return {
    echoed: [...found.promptMessages.entries()]
      .reverse()
      .flatMap(([at, message]) => before.toReversed().filter((turn) => echoes(message, at, turn)))
      .filter((turn) => !isBeside(turn, turns))
      .map(({ index }) => index),
    isHandedOver: before.some((turn) =>
      (turn.responseMessage?.tool_calls ?? []).some((call) => handsOver(call, opening)),
    ),
    opensSubAgent: found.subAgent !== null && !before.some(({ subAgent }) => subAgent === found.subAgent),
    summaries: before
      .filter(
        ({ auxiliary, promptMessages }) =>
          auxiliary === "compaction_summary" || ordersSummary({ messages: promptMessages }),
      )
      .map(({ responseMessage }) => summaryText(responseMessage?.content ?? ""))
      .filter((text) => text.length >= 20),
  };
}
