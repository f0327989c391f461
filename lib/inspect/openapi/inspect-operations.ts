import type { Operation } from "./operation";
import { INTEGER, POLICY_QUERY } from "./schemas";

const JSON_TYPE = "application/json";
const NOT_FOUND = { meaning: "No such session or node." };

/** What the inspector's panes read of one node. */
export const INSPECT_OPERATIONS: readonly Operation[] = [
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
    summary: "What a turn's prompt changed of the tokens that were held, and why",
    query: POLICY_QUERY,
    answers: { 200: { meaning: "Both sides around the first difference.", type: JSON_TYPE }, 404: NOT_FOUND },
  },
  {
    method: "get",
    path: "/api/sessions/{id}/nodes/{node}/pieces",
    summary: "The bytes that each token id of a node stands for",
    query: { ...POLICY_QUERY, turn: INTEGER, sample: INTEGER, from: INTEGER, to: INTEGER },
    answers: { 200: { meaning: "Ids and their pieces.", type: JSON_TYPE }, 404: NOT_FOUND },
  },
];
