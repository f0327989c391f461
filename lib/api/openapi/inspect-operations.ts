import type { Operation } from "./operation";
import { INTEGER, POLICY_QUERY, SETTINGS_TEXT, TEXT, TOKENS_QUERY } from "./schemas";

const JSON_TYPE = "application/json";
const NOT_FOUND = { meaning: "No such session or node." };

/** What the inspector reads of one node, and of two sides compared. */
export const INSPECT_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/compare",
    summary: "Two sessions, two branches of one, or one under two policies: figures, and messages aligned",
    query: {
      a: TEXT,
      b: TEXT,
      na: TEXT,
      nb: TEXT,
      pa: POLICY_QUERY.policy,
      pb: POLICY_QUERY.policy,
      fa: INTEGER,
      fb: INTEGER,
      sa: SETTINGS_TEXT,
      sb: SETTINGS_TEXT,
    },
    answers: {
      200: { meaning: "Both sides, and a row for each pair of messages.", type: JSON_TYPE },
      400: { meaning: "A side is missing, both are the same, or there is no such policy or setting." },
      404: NOT_FOUND,
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/lab",
    summary: "What each policy makes of a session, side by side",
    answers: { 200: { meaning: "A row a policy.", type: JSON_TYPE }, 404: NOT_FOUND },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/nodes/{node}",
    summary: "A node's message, call and facts",
    query: { ...POLICY_QUERY, turn: INTEGER, sample: INTEGER },
    answers: { 200: { meaning: "The node.", type: JSON_TYPE }, 404: NOT_FOUND },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/nodes/{node}/diff",
    summary:
      "What a turn's prompt changed of the tokens that were held, and why; with against, two nodes beside each other",
    query: { ...POLICY_QUERY, against: TEXT },
    answers: {
      200: { meaning: "Both sides, aligned, with what they share folded.", type: JSON_TYPE },
      400: { meaning: "The two nodes are one." },
      404: { meaning: "No such session or node, or nothing was held before it." },
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/turns/{turn}/tokens",
    summary: "A range of a turn's prompt and answer, or of its prompt as the template renders it",
    query: { from: INTEGER, to: INTEGER, build: { type: "string", enum: ["sent", "rendered"] } },
    answers: {
      200: { meaning: "At most 20,000 ids, and what they stand for.", type: JSON_TYPE },
      404: { meaning: "No such session or turn." },
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/nodes/{node}/pieces",
    summary: "The bytes that each token id of a node stands for",
    query: TOKENS_QUERY,
    answers: {
      200: {
        meaning: "Ids and their pieces; the layout is in lib/core/tokens/piece-table.ts.",
        type: "application/octet-stream",
      },
      404: NOT_FOUND,
    },
  },
];
