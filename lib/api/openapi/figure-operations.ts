import type { Operation } from "./operation";
import { FILTER, INTEGER } from "./schemas";

const JSON_TYPE = "application/json";
const BAD_FILTER = { meaning: "A parameter that cannot be read; the message says what can." };

const NO_GROUP = { meaning: "No such group." };

/** Figures over many sessions. */
export const FIGURE_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/stats",
    summary: "Forks, drift and refusals by cause, client, template, run and time, over a filtered set",
    query: {
      status: { type: "string", enum: ["open", "finished", "dropped"] },
      filter: FILTER,
      bucket: { type: "string", enum: ["minute", "hour", "day"] },
    },
    answers: { 200: { meaning: "The figures.", type: JSON_TYPE }, 400: BAD_FILTER },
  },
  {
    method: "get",
    path: "/api/groups",
    summary: "Sessions that share a group_index, with mean and deviation of their rewards",
    query: { filter: FILTER, limit: INTEGER, below: INTEGER },
    answers: {
      200: { meaning: "A page of groups; next_below asks for the next.", type: JSON_TYPE },
      400: BAD_FILTER,
    },
  },
  {
    method: "get",
    path: "/api/groups/{index}",
    summary: "A group's sessions with their advantages",
    answers: { 200: { meaning: "The group.", type: JSON_TYPE }, 404: NO_GROUP },
  },
  {
    method: "get",
    path: "/api/groups/{index}/turns",
    summary: "The first line of each turn of a group's sessions, to read them side by side",
    query: { from: INTEGER, to: INTEGER },
    answers: {
      200: { meaning: "The turns asked for, by session.", type: JSON_TYPE },
      400: { meaning: "A parameter that cannot be read." },
      404: NO_GROUP,
    },
  },
  {
    method: "get",
    path: "/api/groups/{index}/advantages.csv",
    summary: "Rewards, advantages and weights of a group's sessions, a line each",
    answers: { 200: { meaning: "The lines.", type: "text/csv" }, 404: NO_GROUP },
  },
];
