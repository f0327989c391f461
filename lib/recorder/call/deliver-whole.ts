import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Answer } from "@/lib/recorder/answer/answer";
import { ReplyBody } from "@/lib/recorder/answer/reply-body";
import { effectHeaders } from "@/lib/recorder/edge/effect-headers";
import { callReply } from "./call-reply";
import type { Job } from "./job";
import { settleDelivery } from "./settle-delivery";
import { startSampling } from "./start-sampling";
import { turnInput } from "./turn-input";
import { unmetDemands } from "./unmet-demands";

async function wholeAnswer(job: Job): Promise<Answer> {
  const sampling = startSampling(job);
  let step = await sampling.next();
  while (!step.done) step = await sampling.next();
  return step.value;
}

/**
 * Answers in one piece: the turn is on disk before the reply is handed over. An answer for a client that has left, or
 * that the engine broke off, is kept as undelivered as far as it was sampled.
 *
 * @throws EngineError, or the reason for which the call was aborted.
 */
export async function deliverWhole(job: Job): Promise<Response> {
  const answer = await wholeAnswer(job);
  const { session, call, unrecorded } = job;
  const record = (delivery: "pending" | "undelivered") =>
    unrecorded.watch(session, session.append(turnInput(job, answer, delivery), call));
  if (answer.broken !== null) {
    await record("undelivered");
    throw answer.broken;
  }
  const turn = await record("pending");
  const text = stringifyJson(job.protocol.formatReply(callReply(job, answer), job.request));
  const body = new ReplyBody(job.connection, () => job.call.leave());
  body.send(text);
  body.end();
  job.auditor.add(job, turn);
  void settleDelivery(job.session, job.call, turn, body);
  return new Response(body.stream, {
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(text)),
      "x-turntree-session": job.session.input.id,
      "x-turntree-turn": String(turn),
      ...effectHeaders([...job.withoutEffect, ...unmetDemands(job.request, answer)]),
    },
  });
}
