import type { Answer } from "@/lib/recorder/answer/answer";
import { mintReplyId } from "@/lib/recorder/answer/mint-ids";
import type { ReplySink } from "@/lib/recorder/answer/reply-sink";
import type { SampledPart } from "@/lib/recorder/answer/sample-answer";
import { effectHeaders } from "@/lib/recorder/edge/effect-headers";
import { kindOfFailure } from "@/lib/recorder/edge/failure-of";
import { KEEP_ALIVE_MS, settlesSoon } from "@/lib/recorder/edge/settles-soon";
import type { ReplyStream } from "@/lib/wire/protocol";
import { callReply } from "./call-reply";
import type { Job } from "./job";
import { recordTurn } from "./record-turn";
import { breakOff, settleDelivery } from "./settle-delivery";
import { startSampling } from "./start-sampling";

type SampledParts = AsyncGenerator<SampledPart, Answer>;
type Step = IteratorResult<SampledPart, Answer>;

/** Sends the answer while it is sampled and returns it when it is whole. */
async function relay(
  sampling: SampledParts,
  first: Promise<Step>,
  stream: ReplyStream,
  body: ReplySink,
): Promise<Answer> {
  const keepAlive = setInterval(() => body.send(stream.keepAlive()), KEEP_ALIVE_MS);
  try {
    body.send(stream.open());
    let step = await first;
    while (!step.done) {
      stream.tokens?.(step.value.ids);
      const text = step.value.deltas.map((delta) => stream.delta(delta)).join("");
      if (text !== "") {
        body.send(text);
        keepAlive.refresh();
      }
      step = await sampling.next();
    }
    return step.value;
  } finally {
    clearInterval(keepAlive);
  }
}

/** Why an answer cannot be closed as if it were whole; null when it can. */
function flawOf(answer: Answer): Error | null {
  if (answer.broken !== null) return answer.broken;
  return answer.deltasHold ? null : new Error("The engine took back ids that had been streamed.");
}

async function pump(
  job: Job,
  sampling: SampledParts,
  first: Promise<Step>,
  stream: ReplyStream,
  body: ReplySink,
) {
  try {
    const answer = await relay(sampling, first, stream, body);
    const flaw = flawOf(answer);
    const recording = recordTurn(job, answer, flaw === null ? "pending" : "undelivered");
    const { turn, input } = await job.unrecorded.watch(job.session, recording);
    if (flaw !== null) {
      body.cut(flaw);
      job.span.fail(kindOfFailure(flaw));
      job.call.end();
      return;
    }
    body.send(stream.close(callReply(job, answer)));
    body.end({ session: job.session.input.id, turn });
    job.auditor.add(job, turn);
    job.sentinel.add(input.turn, input.promptIds);
    await settleDelivery(job.session, job.call, turn, body);
  } catch (error) {
    breakOff(job, body, error);
  }
}

/**
 * Answers as an event stream while the engine samples. The turn is on disk before the closing events are sent. A
 * stream that cannot be finished is cut: no finish is invented, and what was sampled is kept as undelivered.
 *
 * @throws EngineError when the engine fails before anything was sent.
 */
export async function deliverStream(job: Job): Promise<Response> {
  const sampling = startSampling(job);
  const first = sampling.next();
  // A failure within ten seconds can still be an HTTP error.
  await settlesSoon(first);
  const body = job.connection.openReply(() => job.call.leave());
  const stream = job.protocol.openStream(job.request, {
    id: mintReplyId(job.request.protocol, job.call.key),
    created: Math.floor(job.call.receivedAt / 1000),
    promptIds: job.prompt.ids,
  });
  void pump(job, sampling, first, stream, body);
  return body.respond({
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      "x-turntree-session": job.session.input.id,
      ...effectHeaders(job.withoutEffect),
    },
  });
}
