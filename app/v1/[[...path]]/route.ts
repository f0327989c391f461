import { answerRequest } from "@/lib/recorder/answer-request";
import { getRuntime } from "@/lib/server/runtime";

async function answer(request: Request): Promise<Response> {
  return answerRequest(await getRuntime(), request);
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
