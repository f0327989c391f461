import { managementErrorResponse } from "@/lib/api/management-error-response";
import type { DeskAsk } from "./desk";
import { answerHere, type DeskAnswerName, type DeskPlace } from "./desk-answers";
import type { DeskResponse } from "./desk-tasks";
import { deskFor } from "./desks";

/** What logs of servers say of a client that left. */
const CLIENT_GONE = 499;

/**
 * Answers a request of the API beside the thread that serves: the request's body and the answer's go from thread to
 * thread as they are read. A client that leaves ends the work.
 */
export async function answerAtDesk(
  name: DeskAnswerName,
  request: Request,
  place: DeskPlace = {},
): Promise<Response> {
  const desk = deskFor(name);
  if (desk === null) return answerHere(name, request, place);
  const { url, method, headers, signal } = request;
  const body = request.body === null ? null : plainStream(request.body);
  const asked = { name, place, url, method, headers: [...headers], body };
  try {
    return await takeAnswer(desk.ask("answer", asked, { signal, streams: body === null ? [] : [body] }));
  } catch (error) {
    // Nobody reads it.
    if (signal.aborted) return new Response(null, { status: CLIENT_GONE });
    return managementErrorResponse(error);
  }
}

async function takeAnswer(asked: DeskAsk<DeskResponse>): Promise<Response> {
  const { status, headers, body } = await asked.value;
  const init = { status, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  if (body !== null) return new Response(takenBody(body, asked), init);
  asked.over();
  return new Response(null, init);
}

/** The body as it comes from the thread; it breaks off when the thread ends. */
function takenBody(
  body: ReadableStream<Uint8Array>,
  { lost, over }: DeskAsk<DeskResponse>,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const step = await Promise.race([reader.read(), lost]);
        if (!step.done) return controller.enqueue(step.value);
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      over();
    },
    async cancel(reason) {
      await reader.cancel(reason).catch(() => undefined);
      over();
    },
  });
}

/** A stream that can be handed over: that of a request may be one that its server made itself. */
function plainStream(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const step = await reader.read();
      if (step.done) controller.close();
      else controller.enqueue(step.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
