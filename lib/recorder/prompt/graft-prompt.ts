import type { Framing } from "@/lib/core/proof/framing";
import { type GraftRefusal, refuseGraft } from "@/lib/core/proof/graft-refusal";
import { proveFraming } from "@/lib/core/proof/prove-framing";
import { provePrefix } from "@/lib/core/proof/prove-prefix";
import type { Turn } from "@/lib/core/recording/turn";
import type { Match, MatchedStep } from "@/lib/recorder/history/walk-history";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import type { LanguageModel } from "@/lib/text/language-model";
import { reasoningLeftOut } from "@/lib/text/prompt/leave-out-reasoning";
import type { CallRequest } from "@/lib/wire/protocol";
import type { BuiltPrompt } from "./built-prompt";

/** The turn to graft on, its prompt, and how much of the call it stands for. */
interface GraftAnchor {
  readonly turn: Turn;
  readonly promptIds: Int32Array;
  /** Messages of the call up to and with the anchor's answer. */
  readonly covered: number;
  /** What its prompt was rendered without. */
  readonly rewrites: BuiltPrompt["rewrites"];
}

type Graft = { readonly type: "grafted"; readonly prompt: BuiltPrompt } | GraftRefusal;

/**
 * Grafts a call on the deepest answer of its history. The prompt is that turn's prompt ids, its sampled ids as they
 * are, then the framing of the new messages. Both proofs that are possible before sending are given. The work grows
 * with the new messages, and with the ids that are copied. Null when there is nothing to graft on.
 */
export async function graftPrompt(
  request: CallRequest,
  match: Match,
  session: LiveSession,
  model: LanguageModel,
): Promise<Graft | null> {
  const step = match.steps.findLast(({ node }) => node.turn !== null);
  const turn = step?.node.turn?.recorded;
  if (step === undefined || turn === undefined || lastIsAnswer(request)) return null;
  const flaw = flawOf(turn);
  if (flaw !== null) return refuseGraft("anchor_refused", `Turn ${turn.index} cannot be built on: ${flaw}.`);
  const anchor = {
    turn,
    promptIds: await session.promptIds(turn.index),
    covered: coveredBy(step),
    rewrites: reasoningLeftOut(turn.acceptedRewrites, request.messages),
  };
  const framing = await model.settle(() =>
    model.frame({
      messages: request.messages.slice(anchor.covered),
      answer: { outputIds: turn.outputIds, finishReason: turn.finishReason, message: turn.responseMessage },
      templateArguments: request.templateArguments,
      addGenerationPrompt: true,
    }),
  );
  return framing.type === "refused" ? framing : proven(anchor, framing, model);
}

/** Why nothing can be built on a turn; null when it can. */
function flawOf(turn: Turn): string | null {
  if (turn.refusal !== null) return turn.refusal;
  if (turn.outputIds.length === 0) return "no ids";
  return turn.engine?.withheldCalls ? "calls were withheld from the client" : null;
}

/** Nothing follows the answer but the wish to go on with it, which no framing gives. */
function lastIsAnswer(request: CallRequest): boolean {
  return request.messages.at(-1)?.role === "assistant";
}

function coveredBy(step: MatchedStep): number {
  return step.position + step.consumed;
}

function proven(anchor: GraftAnchor, framing: Framing, model: LanguageModel): Graft {
  const { turn, promptIds } = anchor;
  const start = promptIds.length + turn.outputIds.length;
  const ids = new Int32Array(start + framing.ids.length);
  ids.set(promptIds);
  ids.set(turn.outputIds, promptIds.length);
  ids.set(framing.ids, start);
  for (const proof of [
    provePrefix(ids, promptIds, turn.outputIds),
    proveFraming(ids, start, framing, model),
  ]) {
    if (proof.type === "refused") return proof;
  }
  const prompt: BuiltPrompt = {
    ids,
    messageStarts: messageStarts(anchor, framing, start),
    generationStart: start + framing.generationStart,
    build: "graft",
    scaffolds: [
      ...turn.scaffolds,
      ...framing.scaffolds.map((scaffold) => ({ ...scaffold, start: start + scaffold.start })),
    ],
    rewrites: anchor.rewrites,
    anchor: turn.index,
    expertsHeld: expertsHeld(turn),
    refusal: null,
  };
  return { type: "grafted", prompt };
}

/** Position behind the last token whose experts are recorded with a turn, or with those that it goes on from. */
function expertsHeld({ evidence }: Turn): number {
  const experts = evidence?.find(({ kind }) => kind === "experts");
  return experts === undefined ? 0 : experts.start + (experts.shape[0] ?? 0);
}

/** The anchor's own starts, its answer's, and the framing's; empty when the client split or joined messages before. */
function messageStarts({ turn, covered }: GraftAnchor, framing: Framing, start: number): Int32Array {
  const { generationStart } = turn;
  const isAligned = turn.messageStarts.length === covered - 1 && turn.messageStarts.length > 0;
  if (!isAligned || generationStart === null) return new Int32Array();
  return Int32Array.of(
    ...turn.messageStarts,
    generationStart,
    ...framing.messageStarts.map((position) => start + position),
  );
}
