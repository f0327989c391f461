import type { CallTarget } from "./answer-call";
import { errorResponse } from "./error-response";
import type { RecorderParts } from "./parts";
import { readCall } from "./read-call";
import { renderPrompt } from "./render-prompt";

/** `POST …/v1/messages/count_tokens`: how many tokens the prompt would take, from the tokenizer itself. */
export async function countTokens(
  parts: RecorderParts,
  target: CallTarget,
  request: Request,
): Promise<Response> {
  try {
    const { call } = await readCall(parts.settings, target, request);
    return Response.json({ input_tokens: renderPrompt(call, parts.model, null).ids.length });
  } catch (error) {
    return errorResponse(error, target.protocol);
  }
}
