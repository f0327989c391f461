import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Answer } from "@/lib/recorder/answer/answer";
import type { ReplySink } from "@/lib/recorder/answer/reply-sink";
import { unmetDemands } from "@/lib/recorder/answer/unmet-demands";
import { effectHeaders } from "@/lib/recorder/edge/effect-headers";
import { KEEP_ALIVE_MS, settlesSoon } from "@/lib/recorder/edge/settles-soon";
import { callReply } from "./call-reply";
import type { Job } from "./job";
import { type RecordedTurn, recordTurn } from "./record-turn";
import { breakOff, settleDelivery } from "./settle-delivery";
import { startSampling } from "./start-sampling";

/**
 * Answers in one piece: the turn is on disk before the reply is handed over. An answer for a client that has left, or
 * that the engine broke off, is kept as undelivered as far as it was sampled.
 *
 * One that is not whole ten seconds after the engine broke it off begins with white space, which JSON may: no proxy gives
 * up on it. It has no headers that tell of its end, and where it fails then the connection is cut.
 *
 * @throws EngineError, or the reason for which the call was aborted, before anything was sent.
 */
export async function deliverWhole(job: Job): Promise<Response> {
  let tellBroken = () => {};
  const broken = new Promise<void>((resolve) => {
    tellBroken = resolve;
  });
  const answering = wholeAnswer(job, tellBroken);
  const isLate = await Promise.race([
    answering.then(() => false),
    broken.then(async () => !(await settlesSoon(answering))),
  ]);
  if (isLate) return lateReply(job, answering);
  const answer = await answering;
  const reply = await recorded(job, answer);
  const body = openReply(job);
  send(job, body, reply);
  return body.respond({
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(reply.text)),
      "x-turntree-session": job.session.input.id,
      "x-turntree-turn": String(reply.turn),
      ...effectHeaders([...job.withoutEffect, ...unmetDemands(job.request, answer)]),
    },
  });
}

async function wholeAnswer(job: Job, onBroken: () => void): Promise<Answer> {
  const sampling = startSampling(job, onBroken);
  let step = await sampling.next();
  while (!step.done) step = await sampling.next();
  return step.value;
}

/** What is sent of an answer, and the turn that it became. */
interface WholeReply extends RecordedTurn {
  readonly text: string;
}

/** Records an answer. Throws the reason for which it broke off, once what was sampled is kept. */
async function recorded(job: Job, answer: Answer): Promise<WholeReply> {
  const { session, unrecorded } = job;
  const recording = recordTurn(job, answer, answer.broken === null ? "pending" : "undelivered");
  const { turn, input } = await unrecorded.watch(session, recording);
  if (answer.broken !== null) throw answer.broken;
  const text = stringifyJson(job.protocol.formatReply(callReply(job, answer), job.request));
  return { text, turn, input };
}

function openReply(job: Job): ReplySink {
  return job.connection.openReply(() => job.call.leave());
}

function send(job: Job, body: ReplySink, { text, turn, input }: WholeReply): void {
  body.send(text);
  body.end({ session: job.session.input.id, turn });
  job.auditor.add(job, turn);
  job.sentinel.add(input.turn, input.promptIds);
  void settleDelivery(job.session, job.call, turn, body);
}

/** Begins a reply before its answer is there. */
function lateReply(job: Job, answering: Promise<Answer>): Response {
  const body = openReply(job);
  body.send("\n");
  void finishLate(job, answering, body);
  return body.respond({
    headers: {
      "content-type": "application/json",
      "x-turntree-session": job.session.input.id,
      ...effectHeaders(job.withoutEffect),
    },
  });
}

async function finishLate(job: Job, answering: Promise<Answer>, body: ReplySink): Promise<void> {
  const keepAlive = setInterval(() => body.send("\n"), KEEP_ALIVE_MS);
  try {
    send(job, body, await recorded(job, await answering));
  } catch (error) {
    breakOff(job, body, error);
  } finally {
    clearInterval(keepAlive);
  }
}
