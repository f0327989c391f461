import { CAUSE_SUBJECTS } from "@/lib/core/recording/session-cause";
import type { Operation } from "./operation";
import { FILTER, INTEGER, TEXT } from "./schemas";

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
    path: "/api/steps",
    summary: "What a filtered set trained and lost, step by step, or group by group where it has no steps",
    query: { filter: FILTER },
    answers: { 200: { meaning: "The last columns, in order.", type: JSON_TYPE }, 400: BAD_FILTER },
  },
  {
    method: "get",
    path: "/api/health-report",
    summary: "What is out of order in a filtered set of sessions; each flag with the filter of its sessions",
    query: { filter: FILTER },
    answers: {
      200: { meaning: "The flags, the gravest first; docs/health.md says what each means.", type: JSON_TYPE },
      400: BAD_FILTER,
    },
  },
  {
    method: "get",
    path: "/api/causes/example",
    summary: "Of a filtered set one session in which a cause shows, and the message at which",
    query: { filter: FILTER, subject: { type: "string", enum: [...CAUSE_SUBJECTS] }, cause: TEXT },
    answers: { 200: { meaning: "The place; null where there is none.", type: JSON_TYPE }, 400: BAD_FILTER },
  },
  {
    method: "get",
    path: "/api/policies",
    summary: "What a filtered set would train under each built-in policy, beside each session's own",
    query: { filter: FILTER },
    answers: {
      200: { meaning: "A row a policy, over the newest sessions of the set.", type: JSON_TYPE },
      400: BAD_FILTER,
    },
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
