import { formatCount } from "@/lib/core/base/format-count";
import { forkCauses } from "@/lib/core/causes/fork-causes";
import { divergenceOutcome } from "@/lib/core/diff/divergence-outcome";
import { divergenceWords } from "@/lib/core/diff/divergence-words";
import type { DiffEnd } from "@/lib/core/diff/node-diff";
import { type PromptDivergence, promptDivergence } from "@/lib/core/diff/prompt-divergence";
import { signalTakers } from "@/lib/core/diff/signal-takers";
import { threeWay } from "@/lib/core/diff/three-way";
import { tokenDiff } from "@/lib/core/diff/token-diff";
import { messageMarks } from "@/lib/core/tokens/message-marks";
import { sequenceIds } from "@/lib/core/tokens/sample-token-columns";
import { type TurnDrift, turnDrift } from "@/lib/core/view/turn-drift";
import type { RecordingView } from "@/lib/core/view/view-recording";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { messageRows } from "@/lib/inspect/session/message-rows";
import { nodePosition } from "@/lib/inspect/session/read-node-tokens";
import { renderTurn } from "@/lib/inspect/session/render-turn";
import type { SessionRecord } from "@/lib/store/store";
import { type DiffFacts, NO_TOKEN_IDS } from "./diff-facts";

type Inspected = RecordingView & { readonly record: SessionRecord };

/**
 * How the prompt of a node's turn departs from the sequence held before it. Where a graft kept that equal, how it
 * departs from the full render that would have changed it. Where it does not depart at all, but a later prompt took
 * the signal of the node's answer, how that one departs. Throws `NotFoundError` when nothing was held.
 */
export function departureDiff(context: InspectContext, inspected: Inspected, nodeId: string): DiffFacts {
  const { view } = inspected;
  const node = view.nodes[nodePosition(view, nodeId)];
  const own = node?.turn ?? node?.first_turn ?? 0;
  const [taker] = node?.turn == null ? [] : signalTakers(view, node.turn);
  if (!taker || departs(inspected, own)) return turnDiff(context, inspected, own);
  return turnDiff(context, inspected, taker.turn);
}

/** Whether a turn's prompt is another than what was held before it, or a graft kept it from being that. */
function departs(inspected: Inspected, index: number): boolean {
  const divergence = promptDivergence(inspected, index);
  if (!divergence) return false;
  const turn = inspected.recording.turns[index - 1];
  return (
    divergenceOutcome(divergence, inspected.view.policy).kind !== "clean" ||
    (turn !== undefined && turnDrift(turn) !== null)
  );
}

function turnDiff(context: InspectContext, inspected: Inspected, index: number): DiffFacts {
  const { recording, result, view } = inspected;
  const divergence = promptDivergence(inspected, index);
  const turn = recording.turns[index - 1];
  if (!divergence || !turn) {
    throw new NotFoundError(
      `Turn ${index} is the first of its conversation: nothing was held before it. Choose a later message, or two messages to compare.`,
    );
  }
  const fork = forkCauses(recording, result).find((candidate) => candidate.turn === index);
  const audit = turnDrift(turn);
  const outcome = divergenceOutcome(divergence, view.policy);
  if (outcome.kind === "clean" && audit?.kind === "spared") {
    const spared = sparedDrift(context, inspected, divergence, audit);
    if (spared) return spared;
  }
  const held = recording.turns[divergence.held_turn - 1];
  const hasIds = divergence.held_length > 0 && divergence.prompt_length > 0;
  const tokens = hasIds
    ? tokenDiff(
        sequenceIds(recording, divergence.held_turn, 0, divergence.held_length),
        recording.prompts.ids(index),
      )
    : null;
  return {
    pair: "held",
    a: diffEnd(inspected, divergence.held_turn, `Held: turn ${divergence.held_turn}'s prompt and answer`),
    b: {
      ...diffEnd(inspected, index, `Incoming: turn ${index}'s prompt`),
      marks: promptMarks(inspected, index),
    },
    words: tokens
      ? divergenceWords(divergence, outcome, tokens.a_differing)
      : `Turn ${index} follows turn ${divergence.held_turn}. No token ids are recorded, so only their messages can be compared.`,
    divergence,
    outcome: hasIds ? outcome : null,
    cause: fork?.cause ?? audit?.cause ?? null,
    audit,
    tokens,
    tokens_missing: hasIds ? null : NO_TOKEN_IDS,
    messages: messageRows(
      [...(held?.promptMessages ?? []), held?.responseMessage ?? null],
      turn.promptMessages,
    ),
    three_way: divergence.relation === "follows" ? heldThreeWay(inspected, divergence) : null,
  };
}

/** A prompt that a graft kept, against what rendering its messages afresh would have sent. */
function sparedDrift(
  context: InspectContext,
  inspected: Inspected,
  divergence: PromptDivergence,
  audit: TurnDrift,
): DiffFacts | null {
  const { recording, record, view } = inspected;
  const index = divergence.turn;
  const turn = recording.turns[index - 1];
  const rendered = turn ? renderTurn(context, record.tokenizer, turn) : null;
  if (!turn || !rendered) return null;
  const outcome = divergenceOutcome(divergence, view.policy);
  const sent = diffEnd(inspected, index, `Sent: turn ${index}'s prompt, grafted on what was sampled`);
  const marks = promptMarks(inspected, index);
  const message = marks.findLastIndex(({ start }) => start <= audit.divergence);
  return {
    pair: "spared",
    a: { ...sent, marks },
    b: {
      ...sent,
      title: "Spared: what the template renders of the same messages",
      build: "rendered",
      marks: marks.flatMap((mark, at) => {
        const start = rendered.messageStarts[at];
        return start === undefined ? [] : [{ ...mark, start }];
      }),
    },
    words: `${divergenceWords(divergence, outcome, 0)} A full render of the same messages would have changed ${formatCount(audit.changed_tokens)} of them, from position ${formatCount(audit.divergence)} on.`,
    divergence,
    outcome,
    cause: audit.cause,
    audit,
    tokens: tokenDiff(recording.prompts.ids(index), rendered.ids),
    tokens_missing: null,
    messages: messageRows(turn.promptMessages, turn.promptMessages),
    three_way: threeWay(recording, view, { byTurn: index, message, rendered, sent: false }),
  };
}

/** The three spellings where a rendered prompt parts from what was held. */
function heldThreeWay({ recording, view }: Inspected, divergence: PromptDivergence) {
  const turn = recording.turns[divergence.turn - 1];
  if (!turn || divergence.common === divergence.held_length) return null;
  const marks = messageMarks(recording, divergence.held_turn);
  const message = marks.findLastIndex(({ start }) => start <= divergence.common);
  const rendered = { ids: recording.prompts.ids(divergence.turn), messageStarts: turn.messageStarts };
  return threeWay(recording, view, { byTurn: divergence.turn, message, rendered, sent: true });
}

function promptMarks({ recording }: Inspected, turn: number) {
  return messageMarks(recording, turn).filter(({ is_answer }) => !is_answer);
}

/** A turn's side of a difference. */
function diffEnd({ recording, view }: Inspected, turn: number, title: string): DiffEnd {
  const at = view.turns[turn - 1]?.node ?? null;
  return {
    title,
    turn,
    node: at === null ? null : (view.nodes[at]?.id ?? null),
    build: "sent",
    marks: messageMarks(recording, turn),
  };
}
