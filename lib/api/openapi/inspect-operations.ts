import type { Operation } from "./operation";
import {
  INTEGER,
  NODE_TOKENS_QUERY,
  POLICY_QUERY,
  SETTINGS_TEXT,
  TEXT,
  TOKEN_EVIDENCE_QUERY,
  TOKENS_QUERY,
  TURN_TOKENS_QUERY,
} from "./schemas";

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
    path: "/api/sessions/{id}/verdict",
    summary:
      "How much of a session trains, what was lost, in which turns, why, and which policy would keep it",
    query: POLICY_QUERY,
    answers: {
      200: { meaning: "The sums, and the losses, the largest first.", type: JSON_TYPE },
      404: { meaning: "No such session." },
    },
  },
  ...tokenOperations(
    "nodes/{node}",
    "a node",
    NODE_TOKENS_QUERY,
    "No such session or node, or no tokens of it.",
  ),
  ...tokenOperations(
    "samples/{sample}",
    "a sample, named by its place from 0",
    TOKENS_QUERY,
    "No such session or sample.",
  ),
  ...tokenOperations(
    "turns/{turn}",
    "a turn's prompt and answer",
    TURN_TOKENS_QUERY,
    "No such session or turn, or a prompt that cannot be rendered.",
  ),
  {
    method: "get",
    path: "/api/sessions/{id}/turns/{turn}/evidence",
    summary:
      "What the engine told of one sampled token: weights, likeliest tokens, entropy, support, experts",
    query: TOKEN_EVIDENCE_QUERY,
    answers: {
      200: { meaning: "The evidence, null where nothing was recorded.", type: "application/json" },
      400: { meaning: "A parameter does not fit." },
      404: { meaning: "No such session, turn or token." },
    },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/turns/{turn}/request",
    summary: "The request that made a turn, as it was recorded, by the names of Chat Completions",
    answers: {
      200: { meaning: "The body, with every field that was recorded.", type: JSON_TYPE },
      404: { meaning: "No such session or turn." },
    },
  },
];

/** How the tokens of something are read, and what their ids stand for: both answers are binary. */
function tokenOperations(
  path: string,
  of: string,
  query: Operation["query"],
  missing: string,
): readonly Operation[] {
  const answers = (meaning: string) => ({
    200: { meaning, type: "application/octet-stream" },
    400: { meaning: "A parameter does not fit." },
    404: { meaning: missing },
  });
  return [
    {
      method: "get",
      path: `/api/sessions/{id}/${path}/tokens`,
      summary: `The tokens of ${of}: ids, states, log-probs and reasons`,
      query,
      answers: answers("Columns, in the binary layout of lib/core/tokens/token-columns.ts."),
    },
    {
      method: "get",
      path: `/api/sessions/{id}/${path}/pieces`,
      summary: `The bytes that each token id of ${of} stands for`,
      query,
      answers: answers("Ids and their pieces, in the binary layout of lib/core/tokens/piece-table.ts."),
    },
  ];
}
