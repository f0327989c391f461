import { SESSION_SORTS } from "@/lib/core/list/session-sort";
import type { Operation } from "./operation";
import { EXPORT_QUERY, FILTER, INTEGER, POLICY_QUERY, TEXT } from "./schemas";

const JSON_TYPE = "application/json";
const LINES = "text/jsonl";
const NOT_FOUND = { meaning: "No such session." };

const SESSION_FILTER = {
  status: { type: "string", enum: ["open", "finished", "dropped"] },
  search: TEXT,
  filter: FILTER,
} as const;

const SORT = { type: "string", enum: [...SESSION_SORTS] } as const;
const ORDER = { type: "string", enum: ["desc", "asc"] } as const;

const FILE = {
  compress: { type: "string", enum: ["gzip"] },
  as: { type: "string", enum: ["jsonl", "parquet"] },
} as const;

const SUMMARY_ANSWERS = {
  200: { meaning: "The file's name, what it holds, its length and its digest.", type: JSON_TYPE },
  400: { meaning: "A parameter does not fit, or a session lacks what the format needs." },
  404: NOT_FOUND,
} as const;

/** What trainers and the inspector call. */
export const SESSION_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/sessions",
    summary: "Open a session",
    body: "open_session",
    answers: {
      201: {
        meaning:
          "Its id, base_url, openai_base_url and anthropic_base_url; its key too, where keys are asked for.",
        type: JSON_TYPE,
      },
      400: { meaning: "A field does not fit." },
      409: { meaning: "The id is taken." },
    },
  },
  {
    method: "get",
    path: "/api/sessions",
    summary: "List sessions, the last changed first unless said",
    query: {
      ...SESSION_FILTER,
      sort: SORT,
      order: ORDER,
      limit: { type: "integer", minimum: 1, maximum: 500 },
      cursor: TEXT,
      after: TEXT,
      before: TEXT,
    },
    answers: { 200: { meaning: "One page, and next_cursor.", type: JSON_TYPE } },
  },
  {
    method: "get",
    path: "/api/sessions/{id}",
    summary: "Facts and counters of a session",
    answers: { 200: { meaning: "The session.", type: JSON_TYPE }, 404: NOT_FOUND },
  },
  {
    method: "delete",
    path: "/api/sessions/{id}",
    summary: "Drop a session: its turns are deleted and its id is kept",
    answers: { 200: { meaning: "Dropped.", type: JSON_TYPE }, 404: NOT_FOUND },
  },
  {
    method: "post",
    path: "/api/sessions/{id}/finish",
    summary: "Finish a session and get its samples; the same answer when called again with the same reward",
    body: "finish_session",
    answers: {
      200: { meaning: "samples in the slime shape, and reason when there are none.", type: JSON_TYPE },
      404: NOT_FOUND,
      409: { meaning: "It is finished with another reward, which PATCH amends; or dropped; or shared." },
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/peek",
    summary: "Figures of a session, what happened in it by cause, and the start of its first messages",
    answers: { 200: { meaning: "The session at a glance.", type: JSON_TYPE }, 404: NOT_FOUND },
  },
  {
    method: "get",
    path: "/api/list",
    summary: "Sessions as the inspector lists them: 50 a page, each with its outline and causes",
    query: { q: FILTER, id: TEXT, sort: SORT, order: ORDER, cursor: TEXT, backwards: { type: "boolean" } },
    answers: {
      200: { meaning: "One page, next_cursor and previous_cursor.", type: JSON_TYPE },
      400: { meaning: "A filter or a cursor that cannot be read; the message says what can." },
    },
  },
  {
    method: "get",
    path: "/api/list/beside",
    summary: "The session after or before one in a filtered and sorted list, and where it stands",
    query: { session: TEXT, side: { enum: ["after", "before"] }, q: FILTER, sort: SORT, order: ORDER },
    answers: {
      200: {
        meaning: "session and place, null at the end of the list; of, how many it has.",
        type: JSON_TYPE,
      },
      400: { meaning: "A filter that cannot be read; the message says what can." },
    },
  },
  {
    method: "get",
    path: "/api/list/facets",
    summary: "How many sessions a filter leaves, and how many each further condition would",
    query: { q: FILTER, id: TEXT },
    answers: {
      200: { meaning: "total, and facets with their values.", type: JSON_TYPE },
      400: { meaning: "A filter that cannot be read; the message says what can." },
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/tree",
    summary: "Nodes, turns, samples and ledger under a policy, without token arrays",
    query: { ...POLICY_QUERY, form: { enum: ["json", "packed"] } },
    answers: { 200: { meaning: "The view that the page draws.", type: JSON_TYPE }, 404: NOT_FOUND },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/samples.jsonl",
    summary: "Samples of a session, one a line; the file's name has session, policy, revision and format",
    query: { ...EXPORT_QUERY, ...FILE },
    answers: {
      200: { meaning: "The samples.", type: LINES },
      400: { meaning: "A parameter does not fit." },
      404: NOT_FOUND,
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/samples/summary",
    summary: "What samples.jsonl of a session would be: samples, lines, bytes and SHA-256 of the file",
    query: { ...EXPORT_QUERY, ...FILE },
    answers: SUMMARY_ANSWERS,
  },
  {
    method: "get",
    path: "/api/sessions/{id}/turns.jsonl",
    summary: "The raw recording, lossless; the file's name has session and revision",
    answers: {
      200: { meaning: "A line for the session, then one for each turn.", type: LINES },
      404: NOT_FOUND,
    },
  },
  {
    method: "get",
    path: "/api/samples.jsonl",
    summary:
      "Samples of all sessions that the filter leaves; the file's name has filter, policy and revision",
    query: { ...EXPORT_QUERY, ...SESSION_FILTER, ...FILE },
    answers: { 200: { meaning: "The samples.", type: LINES }, 400: { meaning: "A parameter does not fit." } },
  },
  {
    method: "get",
    path: "/api/samples/summary",
    summary: "What samples.jsonl of all sessions that the filter leaves would be",
    query: { ...EXPORT_QUERY, ...SESSION_FILTER, ...FILE },
    answers: SUMMARY_ANSWERS,
  },
  {
    method: "post",
    path: "/api/import",
    summary: "Take in recordings; nothing is kept of a session with a bad line",
    bodyType: LINES,
    body: TEXT,
    answers: {
      201: { meaning: "What was taken in.", type: JSON_TYPE },
      400: { meaning: "Which line was refused, and why." },
      409: { meaning: "A call of a session in it runs." },
      413: { meaning: "It is larger than the limit, as it is after decompression." },
    },
  },
  {
    method: "get",
    path: "/api/events",
    summary: "Server-sent events of appended and changed turns; resumes from Last-Event-ID, or says reset",
    query: { session: TEXT, after: INTEGER },
    answers: { 200: { meaning: "The stream.", type: "text/event-stream" } },
  },
];
