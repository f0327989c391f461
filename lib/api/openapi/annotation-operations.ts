import { ACCEPTED_KINDS } from "@/lib/core/annotations/annotation-kinds";
import { PRODUCER } from "@/lib/core/annotations/producer";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { Operation } from "./operation";
import { INTEGER, NUMBER, TEXT } from "./schemas";

const JSON_TYPE = "application/json";
const LINES = "text/jsonl";
const NOT_FOUND = { meaning: "No such session." };

const NUMBERS: JsonObject = {
  description: "Numbers, or base64 of them as little-endian bytes.",
  oneOf: [
    { type: "array", items: NUMBER },
    { type: "string", contentEncoding: "base64" },
  ],
};

/** What every annotation has. A body is one such object a line. */
const SAID = {
  producer: { type: "string", pattern: PRODUCER.source, description: "Who says it." },
  kind: { type: "string", description: `${ACCEPTED_KINDS}.` },
  at: { type: "integer", description: "Milliseconds since 1970; the moment of the request unless said." },
  value: {
    description:
      "A number, a text, an object, or null to take back a reward, label, comment, score or attachment.",
  },
  values: {
    ...NUMBERS,
    description: "A column of 64-bit floats: numbers, or base64 of little-endian bytes.",
  },
  top: {
    type: "object",
    description: "The k likeliest tokens at each position: ids and log_probs, k a position.",
    properties: { k: INTEGER, ids: NUMBERS, log_probs: NUMBERS },
    required: ["k", "ids", "log_probs"],
  },
} as const;

const OF_SESSION: JsonObject = {
  type: "object",
  properties: {
    ...SAID,
    turn: INTEGER,
    start: INTEGER,
    length: INTEGER,
    leaf: TEXT,
    node: TEXT,
    digest: TEXT,
  },
  required: ["producer", "kind"],
};

const OF_LINE: JsonObject = {
  type: "object",
  properties: { ...SAID, digest: TEXT, session: TEXT },
  required: ["producer", "kind", "digest"],
};

const WRITTEN = {
  200: { meaning: "lines, sessions, and how many annotations were written and known.", type: JSON_TYPE },
  400: { meaning: "Which line does not fit, and why; none was written." },
  409: { meaning: "A dropped session, or another value at the same moment; none was written." },
  413: { meaning: "It is larger than the limit, as it is after decompression." },
} as const;

/** What is found out later. */
export const ANNOTATION_OPERATIONS: readonly Operation[] = [
  {
    method: "patch",
    path: "/api/sessions/{id}",
    summary: "Amend the rewards, labels and metadata of a session; what stood before stays in its history",
    body: "amend_session",
    answers: {
      200: { meaning: "The session, with its reward_revision.", type: JSON_TYPE },
      400: { meaning: "A field does not fit, or there is no such leaf or turn." },
      404: NOT_FOUND,
      409: { meaning: "The session was dropped." },
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/annotations",
    summary: "What was found out about a session: of each producer, kind and target the newest, or all",
    query: { kind: TEXT, producer: TEXT, all: { type: "boolean" } },
    answers: { 200: { meaning: "Annotations, one a line.", type: LINES }, 404: NOT_FOUND },
  },
  {
    method: "post",
    path: "/api/sessions/{id}/annotations",
    summary: "Say something of a session, its turns, ranges of their sampled tokens, its leaves and messages",
    bodyType: LINES,
    body: OF_SESSION,
    answers: { ...WRITTEN, 404: NOT_FOUND },
  },
  {
    method: "post",
    path: "/api/annotations",
    summary: "Say something of exported lines, by their digest; a column covers the span of the line",
    bodyType: LINES,
    body: OF_LINE,
    answers: { ...WRITTEN, 404: { meaning: "No line was exported with this digest." } },
  },
];
