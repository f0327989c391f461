import type { Operation } from "./operation";

/** What operators call. */
export const SERVICE_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/healthz",
    summary: "Readiness",
    answers: {
      200: {
        meaning: "Whether recorder and engine are ready, and how many calls in a row failed at the engine.",
        type: "application/json",
      },
    },
  },
  {
    method: "get",
    path: "/metrics",
    summary: "Figures of this process and its database, for Prometheus",
    answers: { 200: { meaning: "Prometheus text.", type: "text/plain" } },
  },
  {
    method: "get",
    path: "/api/model",
    summary: "The tokenizer, its family, and which messages its chat template lets be grafted on",
    answers: { 200: { meaning: "The model's text side.", type: "application/json" } },
  },
  {
    method: "get",
    path: "/api/openapi.json",
    summary: "This document",
    answers: { 200: { meaning: "OpenAPI 3.1.", type: "application/json" } },
  },
];
