import { answerRequest } from "@/lib/recorder/answer-request";
import { getRuntime } from "@/lib/server/runtime";

/** Answers whatever comes below a base URL of the recorder, by any method. Never rejects once the runtime is there. */
export async function answerModelCall(request: Request): Promise<Response> {
  return answerRequest(await getRuntime(), request);
}
