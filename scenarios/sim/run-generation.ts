import type { GenerateWireRequest } from "./generate-request";
import type { SamplingPlan } from "./plan-sampling";
import type { FrameFinish } from "./reply-frame";
import type { SimAnswer } from "./sim-answer";

/** What happens next in a generation: more tokens are there, it ends, or the connection misbehaves. */
export type GenerationStep =
  | { readonly type: "tokens"; readonly to: number }
  | { readonly type: "end"; readonly to: number; readonly finish: FrameFinish; readonly lastIdOnly: boolean }
  | { readonly type: "silence" }
  | { readonly type: "hang_up" };

/** Frames of a reply that is sampled without delay: engines coalesce what is queued. */
const FRAMES_WITHOUT_DELAY = 16;

/** Plays a plan in time: delays, holds, faults and aborts as the answer and the signal say. */
export async function* runGeneration(
  request: GenerateWireRequest,
  plan: SamplingPlan,
  answer: SimAnswer,
  signal: AbortSignal,
  hold: () => Promise<void>,
  whilePaused: () => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<GenerationStep> {
  const { fault } = answer;
  const heldAt = answer.held_after_tokens ?? null;
  const halt =
    fault !== undefined && "after_tokens" in fault ? Math.min(fault.after_tokens, plan.ids.length) : null;
  const last = halt ?? plan.ids.length;
  const stride =
    answer.token_delay_ms > 0 ? 1 : Math.max(1, Math.ceil(plan.ids.length / FRAMES_WITHOUT_DELAY));
  await whilePaused();
  await pause(answer.first_token_delay_ms, signal);
  let at = 0;
  if (heldAt === 0) await hold();
  while (at < last && !signal.aborted) {
    await pause(answer.token_delay_ms, signal);
    await whilePaused();
    if (signal.aborted) break;
    at = Math.min(at + stride, last, heldAt !== null && at < heldAt ? heldAt : last);
    const atEnd = at === plan.ids.length && halt === null;
    if (request.stream && !atEnd) yield { type: "tokens", to: at };
    if (at === heldAt) await hold();
  }
  if (signal.aborted) yield endBy("Aborted", null, at, false);
  else if (halt === null) yield { type: "end", to: at, finish: plan.finish, lastIdOnly: false };
  else if (fault?.kind === "abort") yield endBy(fault.message, fault.status, at, fault.queued);
  else if (fault?.kind === "nan") yield nanEnd(at);
  else yield { type: fault?.kind === "hang_up" ? "hang_up" : "silence" };
}

function endBy(message: string, status: number | null, to: number, lastIdOnly: boolean): GenerationStep {
  const errorType = status === 400 ? "BadRequestError" : null;
  return {
    type: "end",
    to,
    finish: { type: "abort", message, status_code: status, err_type: errorType },
    lastIdOnly,
  };
}

function nanEnd(to: number): GenerationStep {
  return { type: "end", to, finish: { type: "stop", matched: "NaN happened" }, lastIdOnly: false };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  if (ms <= 0) return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
