import { answerRequest } from "@/lib/recorder/answer-request";
import { getRuntime } from "@/lib/server/runtime";

async function answer(request: Request): Promise<Response> {
  return answerRequest(await getRuntime(), request);
}

export { answer as GET, answer as HEAD, answer as POST };
