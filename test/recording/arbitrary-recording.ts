import fc from "fast-check";
import type { Message } from "@/lib/core/message/message";
import { promptsFromArrays } from "@/lib/core/recording/prompts-from-arrays";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { turnOf } from "./turn-of";

/** One call of a random session: what history it goes on from, and what it does to it. */
interface Move {
  readonly base: number;
  readonly dropMessages: number;
  readonly rewriteAt: number | null;
  readonly newMessages: readonly Message[];
  /** Cuts the base's ids short and goes on with others. */
  readonly drift: { readonly fromEnd: number; readonly ids: readonly number[] } | null;
  readonly newIds: readonly number[];
  readonly answer: Message | null;
  readonly outputIds: readonly number[];
  readonly facts: Pick<Turn, "finishReason" | "illFormed" | "delivery" | "auxiliary" | "refusal">;
  readonly logProbs: "all" | "none" | "some";
  readonly isSkipped: boolean;
  /** The sampled tokens from which on other weights sampled; none where one version did. */
  readonly weightsChangeAt: readonly number[];
  /** Whether the engine told of weights without saying which sampled which token. */
  readonly weightsUnplaced: boolean;
}

export interface RecordingOptions {
  /** Whether log-probs can be missing, deliveries fail, calls be auxiliary, turns be refused or skipped. */
  readonly faults: boolean;
}

/** Few words and few ids, so that messages and runs of ids meet by chance. */
const word = fc.constantFrom("a", "b", "");
const ids = (maxLength: number) => fc.array(fc.nat(2), { maxLength, size: "max" });

const answer: fc.Arbitrary<Message> = fc.record(
  {
    role: fc.constant("assistant" as const),
    content: word,
    reasoning_content: word,
    tool_calls: fc.constantFrom(
      [],
      [{ type: "function" as const, function: { name: "bash", arguments: { cmd: "ls", n: 1 } } }],
      [{ type: "function" as const, function: { name: "bash", arguments: { n: 1, cmd: "ls" } } }],
    ),
  },
  { requiredKeys: ["role", "content"] },
);

const newMessage: fc.Arbitrary<Message> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ role: fc.constantFrom("user" as const, "tool" as const), content: word }),
  },
  { weight: 1, arbitrary: fc.record({ role: fc.constant("system" as const), content: word }) },
  { weight: 1, arbitrary: answer },
);

const often = <T>(usual: T, arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });

function arbitraryFacts(faults: boolean): fc.Arbitrary<Move["facts"]> {
  const fault = <T>(usual: T, ...others: T[]) =>
    faults ? often(usual, fc.constantFrom(...others)) : fc.constant(usual);
  return fc.record({
    finishReason: fc.constantFrom("stop" as const, "tool_calls" as const, "length" as const),
    illFormed: often<string | null>(null, fc.constant("no closing tag")),
    delivery: fault<Turn["delivery"]>("delivered", "pending", "undelivered", "partly_delivered"),
    auxiliary: fault<Turn["auxiliary"]>("none", "title"),
    refusal: fault<Turn["refusal"]>(
      null,
      "prefix_not_proven",
      "engine_count_disagrees",
      "completeness_unknown",
      "reply_disagrees",
    ),
  });
}

function arbitraryMove(faults: boolean): fc.Arbitrary<Move> {
  return fc.record({
    base: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(6) }),
    dropMessages: often(0, fc.nat(3)),
    rewriteAt: often<number | null>(null, fc.nat(6)),
    newMessages: fc.array(newMessage, { maxLength: 2 }),
    drift: fc.option(fc.record({ fromEnd: fc.nat(8), ids: ids(4) }), { freq: 2 }),
    newIds: ids(3),
    answer: often<Message | null>({ role: "assistant", content: "a" }, fc.option(answer, { nil: null })),
    outputIds: ids(5),
    facts: arbitraryFacts(faults),
    logProbs: faults ? fc.constantFrom("all", "all", "none", "some") : fc.constant("all"),
    weightsChangeAt: faults ? often<number[]>([], fc.array(fc.nat(5), { maxLength: 3 })) : fc.constant([]),
    weightsUnplaced: faults ? often(false, fc.constant(true)) : fc.constant(false),
    isSkipped: faults ? often(false, fc.constant(true)) : fc.constant(false),
  });
}

/**
 * Random sessions with forks, rewrites, drift of every size, cut-off prompts, equal siblings, unreadable answers and,
 * when asked for, faults. A base of 0 goes on from the turn before, of 1 starts afresh.
 */
export function arbitraryRecording({ faults }: RecordingOptions): fc.Arbitrary<Recording> {
  return fc.array(arbitraryMove(faults), { maxLength: 9, size: "max" }).map((moves) => {
    const turns: Turn[] = [];
    const prompts: Int32Array[] = [];
    moves.forEach((move, at) => {
      const base = move.base === 0 ? at - 1 : at - move.base;
      const held = move.base === 1 ? undefined : turns[base];
      const sequence = held === undefined ? [1] : [...(prompts[base] ?? []), ...held.outputIds];
      turns.push(makeTurn(move, at + 1, historyOf(move, held)));
      prompts.push(Int32Array.from(promptIds(move, sequence)));
    });
    const arrays = turns.map(({ outputIds }, at) => ({
      promptIds: prompts[at] ?? new Int32Array(),
      outputIds,
    }));
    return { turns, prompts: promptsFromArrays(arrays) };
  });
}

function historyOf(move: Move, held: Turn | undefined): readonly Message[] {
  if (move.isSkipped) return [];
  const history =
    held === undefined ? [] : [...held.promptMessages, held.responseMessage].filter((m) => m !== null);
  const kept = history.slice(0, history.length - move.dropMessages);
  const rewritten = kept.map((message, at) =>
    at === move.rewriteAt ? { ...message, content: "rewritten" } : message,
  );
  const messages = [...rewritten, ...move.newMessages];
  return messages.length === 0 ? [{ role: "user", content: "a" }] : messages;
}

function promptIds(move: Move, sequence: readonly number[]): number[] {
  if (move.drift === null) return [...sequence, ...move.newIds];
  const kept = sequence.slice(0, Math.max(0, sequence.length - move.drift.fromEnd));
  return [...kept, ...move.drift.ids, ...move.newIds];
}

function makeTurn(move: Move, index: number, promptMessages: readonly Message[]): Turn {
  const outputIds = Int32Array.from(move.outputIds);
  const known = Float64Array.from(outputIds, (_, at) =>
    move.logProbs === "some" && at % 2 === 1 ? Number.NaN : -(index + at / 16),
  );
  return turnOf({
    ...move.facts,
    index,
    promptMessages,
    responseMessage: move.answer,
    outputIds,
    outputLogProbs: move.logProbs === "none" ? null : known,
    weightSpans: move.weightsUnplaced ? null : weightSpans(move, outputIds.length),
    engine: move.weightsUnplaced
      ? { cachedTokens: null, withheldCalls: null, unplacedWeights: ["W0", "W1"] }
      : null,
    promptBuild: "engine",
  });
}

/** Two versions, which may come back. */
function weightSpans({ weightsChangeAt }: Move, length: number): Turn["weightSpans"] {
  const borders = [...new Set([0, ...weightsChangeAt.filter((at) => at < length), length])].sort(
    (a, b) => a - b,
  );
  const spans = borders.slice(1).map((end, i) => ({ version: `W${i % 2}`, start: borders[i] ?? 0, end }));
  return spans.length < 2 ? null : spans;
}
