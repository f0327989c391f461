import type { Message } from "@/lib/core/message/message";
import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { isRefusedByItself } from "./slow-refusal";

/**
 * The rules of docs/samples.md done the slow and obvious way, token by token over whole arrays, for the `exact`
 * matcher. It shares no code with `linearise` and is what property tests compare that with.
 */
export function slowLinearise(recording: Recording, policy: Policy): SlowResult {
  const tree = growTree(recording.turns, policy);
  const takingPart = (turn: number) => isInSamples(recording, turn, tree, policy);
  const builders: Builder[] = [];
  for (const leaf of leavesOf(tree.root, takingPart)) {
    const chain = pathTo(leaf).flatMap((node) =>
      node.turn !== null && takingPart(node.turn) ? [node.turn] : [],
    );
    // Chains that share their beginning share the builders that were done before they parted.
    const isNew = (builder: Builder) =>
      !builders.some((other) => other.turns.join() === builder.turns.join());
    builders.push(...buildersOf(recording, chain, policy).filter(isNew));
  }
  const outside = (turn: number) => standsOutside(recording, turn, tree, policy);
  const refused = (turn: number, at: number) => isRefused(recording, turn, at, tree, policy);
  const samples =
    policy.claims === "turn"
      ? trainByTurn(builders, refused, policy)
      : trainByToken(builders, refused, policy);
  return { roots: tree.root.children, samples, counts: countTokens(recording, samples, refused, outside) };
}

export interface SlowResult {
  readonly roots: readonly SlowNode[];
  readonly samples: readonly SlowSample[];
  readonly counts: {
    trained: number;
    realigned: number;
    refused: number;
    dropped: number;
    trainedTwice: number;
  };
}

export interface SlowNode {
  readonly parent: SlowNode | null;
  message: Message | null;
  readonly role: string;
  turn: number | null;
  merged: { turn: number; tokens: number } | null;
  readonly children: SlowNode[];
}

interface SlowToken {
  readonly id: number;
  readonly logProb: number;
  /** Turn and output position that sampled it; null for the ids of a prompt. */
  readonly sampledBy: { readonly turn: number; readonly at: number } | null;
  trained: boolean;
}

interface Builder {
  tokens: SlowToken[];
  readonly turns: number[];
  readonly firstPromptLength: number;
  lastResponseStart: number;
  /** Sampled tokens that gave way to a prompt's, and from which position on. */
  readonly losses: { readonly at: number; readonly tokens: readonly { turn: number; at: number }[] }[];
}

export interface SlowSample extends Builder {
  readonly responseLength: number;
}

interface SlowTree {
  readonly root: SlowNode;
  readonly answers: Map<number, SlowNode>;
}

function newNode(parent: SlowNode | null, message: Message | null, turn: number | null): SlowNode {
  const node = { parent, message, role: message?.role ?? "assistant", turn, merged: null, children: [] };
  parent?.children.push(node);
  return node;
}

function growTree(turns: readonly Turn[], policy: Policy): SlowTree {
  const root = newNode(null, null, null);
  const answers = new Map<number, SlowNode>();
  const threshold = policy.rewrite === "merge" ? policy.fork_threshold_tokens : 0;
  for (const turn of turns) {
    if (turn.promptMessages.length === 0) continue;
    let node = root;
    const rest = [...turn.promptMessages];
    const descend = () => {
      for (let next = rest[0]; next !== undefined; next = rest[0]) {
        const wanted = next;
        const child = node.children.find(({ message }) => message !== null && sameMessage(message, wanted));
        if (child === undefined) return;
        node = child;
        rest.shift();
      }
    };
    descend();
    const assistants = node.children.filter(({ role }) => role === "assistant");
    const [leaf] = assistants;
    const first = rest[0];
    if (
      first?.role === "assistant" &&
      assistants.length === 1 &&
      leaf?.turn != null &&
      leaf.children.length === 0
    ) {
      const tokens = turns.find(({ index }) => index === leaf.turn)?.outputIds.length ?? 0;
      if (tokens < threshold) {
        leaf.merged = { turn: leaf.turn, tokens };
        leaf.turn = null;
        leaf.message = first;
        node = leaf;
        rest.shift();
      }
    }
    for (const message of rest) node = newNode(node, message, null);
    answers.set(turn.index, newNode(node, turn.responseMessage, turn.index));
  }
  return { root, answers };
}

function sameMessage(a: Message, b: Message): boolean {
  const calls = (message: Message) =>
    (message.tool_calls ?? []).map((call) => [call.function.name, sortKeys(call.function.arguments)]);
  const facts = (message: Message) => [
    message.role,
    message.content || "",
    message.reasoning_content || "",
    calls(message),
  ];
  return JSON.stringify(facts(a)) === JSON.stringify(facts(b));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, unknown] => [key, sortKeys(inner)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function pathTo(node: SlowNode): SlowNode[] {
  return node.parent === null ? [node] : [...pathTo(node.parent), node];
}

function leavesOf(node: SlowNode, takingPart: (turn: number) => boolean): SlowNode[] {
  const below = node.children.flatMap((child) => leavesOf(child, takingPart));
  if (below.length > 0) return below;
  return node.turn !== null && takingPart(node.turn) ? [node] : [];
}

const NO_IDS = /^(no_token_ids|unreadable_reply)$/;

/** Takes no part for another reason than want of proof: skipped, merged away, or auxiliary. */
function standsOutside(recording: Recording, index: number, tree: SlowTree, policy: Policy): boolean {
  if ((tree.answers.get(index)?.turn ?? null) === null) return true;
  return turnOf(recording, index).auxiliary !== "none" && !policy.include_auxiliary;
}

/** Whether nobody is known to have received the answer, or the whole of it where the policy wants proof. */
function isUnreceived(recording: Recording, index: number, tree: SlowTree, policy: Policy): boolean {
  const { delivery } = turnOf(recording, index);
  if (delivery === "delivered" || (tree.answers.get(index)?.children.length ?? 0) > 0) return false;
  return delivery === "partly_delivered" ? policy.refuse_unproven : !policy.include_undelivered;
}

function isInSamples(recording: Recording, index: number, tree: SlowTree, policy: Policy): boolean {
  if (NO_IDS.test(turnOf(recording, index).refusal ?? "")) return false;
  return ![standsOutside, isUnreceived].some((isLeftOut) => isLeftOut(recording, index, tree, policy));
}

function isRefused(recording: Recording, index: number, at: number, tree: SlowTree, policy: Policy): boolean {
  if (isUnreceived(recording, index, tree, policy)) return true;
  return isRefusedByItself(turnOf(recording, index), at, policy);
}

function buildersOf(recording: Recording, chain: readonly number[], policy: Policy): Builder[] {
  const builders: Builder[] = [];
  for (const index of chain) {
    const turn = turnOf(recording, index);
    const prompt = [...recording.prompts.ids(index)].map(promptToken);
    const current = builders.at(-1);
    const joined = current !== undefined && join(current, prompt, turn, policy);
    const builder = joined && current !== undefined ? current : newBuilder(prompt);
    if (!joined) builders.push(builder);
    builder.lastResponseStart = builder.tokens.length;
    builder.turns.push(index);
    turn.outputIds.forEach((id, at) => {
      const known = turn.outputLogProbs?.[at] ?? 0;
      const logProb = Number.isNaN(known) ? 0 : known;
      builder.tokens.push({ id, logProb, sampledBy: { turn: index, at }, trained: false });
    });
  }
  return builders;
}

function newBuilder(prompt: SlowToken[]): Builder {
  return {
    tokens: prompt,
    turns: [],
    firstPromptLength: prompt.length,
    lastResponseStart: prompt.length,
    losses: [],
  };
}

function promptToken(id: number): SlowToken {
  return { id, logProb: 0, sampledBy: null, trained: false };
}

/** Extends the builder by a prompt that agrees with it closely enough; false if the prompt needs a new builder. */
function join(builder: Builder, prompt: SlowToken[], turn: Turn, policy: Policy): boolean {
  const held = builder.tokens;
  let same = 0;
  while (same < held.length && same < prompt.length && held[same]?.id === prompt[same]?.id) same++;
  let from = same;
  if (same < held.length) {
    if (policy.drift === "fork" || same < builder.lastResponseStart) return false;
    const drifted = policy.drift === "slime" ? turn.outputIds.length : held.length - same;
    if (drifted >= policy.fork_threshold_tokens) return false;
    if (policy.drift === "slime") from = builder.lastResponseStart;
  }
  const replaced = held.slice(from).flatMap(({ sampledBy }) => sampledBy ?? []);
  builder.tokens = [...held.slice(0, from), ...prompt.slice(from)];
  if (replaced.length > 0) builder.losses.push({ at: from, tokens: replaced });
  return true;
}

type Refused = (turn: number, at: number) => boolean;

function trainByTurn(builders: readonly Builder[], refused: Refused, policy: Policy): SlowSample[] {
  const reached = new Set<number>();
  const samples: SlowSample[] = [];
  for (const builder of builders) {
    for (const token of builder.tokens) {
      if (token.sampledBy === null) continue;
      const { turn, at } = token.sampledBy;
      token.trained = !refused(turn, at) && !(policy.train_once && reached.has(turn));
    }
    for (const turn of builder.turns) reached.add(turn);
    const trainsBeforeCut = builder.tokens.some(({ trained }) => trained);
    const sample = cut(builder, policy);
    const trainsAfterCut = sample.tokens.filter(({ trained }) => trained).length;
    if (trainsBeforeCut && trainsAfterCut >= policy.min_trained_tokens) samples.push(sample);
  }
  return samples;
}

function trainByToken(builders: readonly Builder[], refused: Refused, policy: Policy): SlowSample[] {
  const claimed = new Set<string>();
  const samples: SlowSample[] = [];
  for (const builder of builders) {
    const sample = cut(builder, policy);
    for (const token of sample.tokens) {
      if (token.sampledBy === null) continue;
      const { turn, at } = token.sampledBy;
      token.trained = !refused(turn, at) && !(policy.train_once && claimed.has(`${turn}/${at}`));
    }
    const trained = sample.tokens.filter((token) => token.trained);
    if (trained.length === 0 || trained.length < policy.min_trained_tokens) continue;
    for (const { sampledBy } of trained) claimed.add(`${sampledBy?.turn}/${sampledBy?.at}`);
    samples.push(sample);
  }
  return samples;
}

function cut(builder: Builder, policy: Policy): SlowSample {
  const limit = policy.max_sample_tokens || Number.POSITIVE_INFINITY;
  const tokens = builder.tokens.slice(0, limit);
  return { ...builder, tokens, responseLength: tokens.length - builder.firstPromptLength };
}

function countTokens(
  recording: Recording,
  samples: readonly SlowSample[],
  refused: Refused,
  outside: (turn: number) => boolean,
): SlowResult["counts"] {
  const counts = { trained: 0, realigned: 0, refused: 0, dropped: 0, trainedTwice: 0 };
  const times = new Map<string, number>();
  const lostToRealign = new Set<string>();
  for (const sample of samples) {
    for (const { trained, sampledBy } of sample.tokens) {
      const key = `${sampledBy?.turn}/${sampledBy?.at}`;
      if (trained) times.set(key, (times.get(key) ?? 0) + 1);
    }
    for (const { at, tokens } of sample.losses) {
      if (at >= sample.tokens.length) continue;
      for (const token of tokens) lostToRealign.add(`${token.turn}/${token.at}`);
    }
  }
  for (const turn of recording.turns) {
    turn.outputIds.forEach((_, at) => {
      const key = `${turn.index}/${at}`;
      const trainings = times.get(key) ?? 0;
      if (trainings > 1) counts.trainedTwice++;
      if (trainings > 0) counts.trained++;
      else if (lostToRealign.has(key)) counts.realigned++;
      else if (refused(turn.index, at) && !outside(turn.index)) counts.refused++;
      else counts.dropped++;
    });
  }
  return counts;
}

function turnOf(recording: Recording, index: number): Turn {
  const turn = recording.turns.find((candidate) => candidate.index === index);
  if (turn === undefined) throw new RangeError(`No turn ${index}`);
  return turn;
}
