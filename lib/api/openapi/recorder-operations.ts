import type { Operation } from "./operation";
import { OBJECT } from "./schemas";

const CALLS = [
  { path: "/v1/chat/completions", summary: "OpenAI Chat Completions, streamed or not" },
  { path: "/v1/responses", summary: "OpenAI Responses, streamed or not" },
  { path: "/v1/messages", summary: "Anthropic Messages, streamed or not" },
  { path: "/v1/messages/count_tokens", summary: "The true prompt length, from the tokenizer" },
] as const;

const ANSWERS = {
  200: { meaning: "The reply, or its event stream when the request asks for one.", type: "application/json" },
  400: {
    meaning: "The body does not parse or does not fit; the error has the shape of the protocol called.",
  },
  413: { meaning: "The body is larger than the limit." },
  429: { meaning: "The session has reached its turn cap." },
  502: { meaning: "The engine failed; its own words are in the message." },
  503: { meaning: "The session is finished or dropped." },
  504: { meaning: "The engine stayed silent for too long." },
} as const;

/** What agents call: the same under a session's own base URL and at the root. */
export const RECORDER_OPERATIONS: readonly Operation[] = ["/s/{session}", ""].flatMap((base) => [
  ...CALLS.map(
    ({ path, summary }): Operation => ({
      method: "post",
      path: `${base}${path}`,
      summary,
      body: OBJECT,
      answers: ANSWERS,
    }),
  ),
  {
    method: "get",
    path: `${base}/v1/models`,
    summary: "The model that is served",
    answers: { 200: { meaning: "A list of one.", type: "application/json" } },
  },
  {
    method: "get",
    path: `${base}/healthz`,
    summary: "Readiness",
    answers: { 200: { meaning: "Whether recorder and engine are ready.", type: "application/json" } },
  },
]);
