import type { Operation } from "./operation";
import { OBJECT } from "./schemas";

const CALLS = [
  { path: "/v1/chat/completions", summary: "OpenAI Chat Completions, streamed or not" },
  { path: "/v1/responses", summary: "OpenAI Responses, streamed or not" },
  { path: "/v1/messages", summary: "Anthropic Messages, streamed or not" },
  { path: "/v1/responses/compact", summary: "A summary that takes the place of a conversation" },
  { path: "/v1/responses/input_tokens", summary: "The true prompt length of a response, from the tokenizer" },
  { path: "/v1/messages/count_tokens", summary: "The true prompt length of a message, from the tokenizer" },
] as const;

const ANSWERS = {
  200: { meaning: "The reply, or its event stream when the request asks for one.", type: "application/json" },
  400: {
    meaning: "The body does not parse or does not fit; the error has the shape of the protocol called.",
  },
  401: { meaning: "No key, a wrong one, or that of a session that is not open." },
  403: { meaning: "A key that does not make this call." },
  413: { meaning: "The body is larger than the limit." },
  429: { meaning: "The session has reached its turn cap; or many wrong keys came from the address." },
  502: { meaning: "The engine failed; its own words are in the message." },
  503: { meaning: "The session is finished or dropped." },
  504: { meaning: "The engine stayed silent for too long." },
} as const;

const READS = [
  {
    path: "/v1/responses/{response}",
    summary: "An answer of the session's by its id, from the recording",
    answers: {
      200: { meaning: "The response, with the sampling that was used.", type: "application/json" },
      404: { meaning: "No response of this session, or one that was not to be kept." },
    },
  },
  {
    path: "/v1/models",
    summary: "The model that is served",
    answers: { 200: { meaning: "A list of one.", type: "application/json" } },
  },
  {
    path: "/v1/models/{model}",
    summary: "The model that is served, by its name",
    answers: {
      200: {
        meaning: "The model, in a shape that OpenAI's and Anthropic's clients read.",
        type: "application/json",
      },
      404: { meaning: "Another name; the message holds the model's." },
    },
  },
] as const;

/** What agents call: the same under the address that holds a session's key, under a session's and at the root. */
export const RECORDER_OPERATIONS: readonly Operation[] = ["/k/{key}", "/s/{session}", ""].flatMap((base) => [
  ...CALLS.map(
    ({ path, summary }): Operation => ({
      method: "post",
      path: `${base}${path}`,
      summary,
      body: OBJECT,
      answers: ANSWERS,
    }),
  ),
  ...READS.map(
    ({ path, summary, answers }): Operation => ({ method: "get", path: `${base}${path}`, summary, answers }),
  ),
]);
