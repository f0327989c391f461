import { commonPrefixLength } from "@/lib/core/base/common-prefix-length";
import { throughLast } from "@/lib/core/base/through-last";
import { classifyDrift } from "@/lib/core/causes/classify-drift";
import type { AcceptedRewrite } from "@/lib/core/recording/turn";
import type { PromptAudit } from "@/lib/core/recording/turn-facts";
import { renderHistory } from "@/lib/text/prompt/render-history";
import type { AuditedCall } from "./audited-call";

/** Two prompts for the same messages, and where each message begins in them. */
interface ComparedRuns {
  readonly held: Int32Array;
  readonly heldStarts: Int32Array;
  readonly found: Int32Array;
  readonly foundStarts: Int32Array;
  /** What the other prompt holds in another spelling than the call. */
  readonly foundRewrites: readonly AcceptedRewrite[];
}

/** Without message starts, how many tokens from the first divergent one are looked at for the cause. */
const LOOK_TOKENS = 64;

/**
 * Compares what was sent with what the other way of building prompts would have sent. A grafted prompt is compared
 * with a full render: the drift that it was spared. A rendered one is compared with the ids held of the latest answer
 * in its history: the drift that it suffers. Null when there is nothing to compare.
 */
export async function auditTurn(call: AuditedCall): Promise<PromptAudit | null> {
  const comparison = call.prompt.build === "graft" ? await againstRender(call) : await againstHeld(call);
  if (comparison === null) return null;
  const { held, found } = comparison;
  const divergence = commonPrefixLength(held, found);
  const lengths = {
    sentTokens: call.prompt.ids.length,
    comparedTokens: held.length,
    foundTokens: found.length,
  };
  if (divergence >= held.length) return { ...lengths, divergence: null, changedTokens: 0, cause: null };
  return {
    ...lengths,
    divergence,
    changedTokens: changedTokens(comparison, divergence, call.prompt.build === "graft"),
    cause: causeOf(call, comparison, divergence),
  };
}

async function againstRender(call: AuditedCall): Promise<ComparedRuns> {
  const { model } = call.parts;
  const rendered = await model.settle(() => renderHistory(call.request, model));
  return {
    held: call.prompt.ids,
    heldStarts: call.prompt.messageStarts,
    found: rendered.ids,
    foundStarts: rendered.messageStarts,
    foundRewrites: rendered.rewrites,
  };
}

async function againstHeld(call: AuditedCall): Promise<ComparedRuns | null> {
  const turn = call.match.steps.findLast(({ node }) => node.turn !== null)?.node.turn?.recorded;
  if (turn === undefined || turn.outputIds.length === 0) return null;
  const prompt = await call.session.promptIds(turn.index);
  const held = new Int32Array(prompt.length + turn.outputIds.length);
  held.set(prompt);
  held.set(turn.outputIds, prompt.length);
  const { generationStart } = turn;
  const heldStarts = Int32Array.of(
    ...turn.messageStarts,
    ...(generationStart === null ? [] : [generationStart]),
  );
  const { ids: found, messageStarts: foundStarts, rewrites: foundRewrites } = call.prompt;
  return { held, heldStarts, found, foundStarts, foundRewrites };
}

/** Held tokens that the other prompt does not have there: up to where both are the same again, if they end alike. */
function changedTokens({ held, found }: ComparedRuns, divergence: number, endAlike: boolean): number {
  if (!endAlike) return held.length - divergence;
  let same = 0;
  const most = Math.min(held.length, found.length) - divergence;
  while (same < most && held[held.length - 1 - same] === found[found.length - 1 - same]) same += 1;
  return held.length - divergence - same;
}

function messageAt(starts: Int32Array, position: number): number {
  return starts.findLastIndex((start) => start <= position);
}

function runFrom(ids: Int32Array, starts: Int32Array, divergence: number): Int32Array {
  const next = starts[messageAt(starts, divergence) + 1];
  return ids.subarray(divergence, next ?? (starts.length > 0 ? ids.length : divergence + LOOK_TOKENS));
}

function causeOf(call: AuditedCall, comparison: ComparedRuns, divergence: number): string {
  const { model } = call.parts;
  const index = messageAt(comparison.heldStarts, divergence);
  const step = call.match.steps.find(({ position }) => position === index);
  const answer = step?.node.turn?.recorded;
  const rewrite = comparison.foundRewrites.find(({ messageIndex }) => messageIndex === index);
  const next = comparison.heldStarts[index + 1];
  const wasCut = answer?.finishReason === "length" || answer?.finishReason === "abort";
  const firstOther = call.request.messages.findIndex(({ role }) => role !== "system");
  const held = runFrom(comparison.held, comparison.heldStarts, divergence);
  const rendered = runFrom(comparison.found, comparison.foundStarts, divergence);
  // Where the held run ends with what was sampled, the framing after the stop token is no part of the answer.
  const found = next === undefined ? throughLast(rendered, held.at(-1)) : rendered;
  return classifyDrift({
    heldText: model.decode(held),
    foundText: model.decode(found),
    heldMessage: step?.node.message ?? null,
    foundMessage: rewrite?.held ?? call.request.messages[index] ?? null,
    inHeader: index < firstOther,
    afterTruncation: wasCut && next !== undefined && divergence >= next - 2,
  });
}
