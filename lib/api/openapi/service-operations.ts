import type { Operation } from "./operation";

/** What operators call. */
export const SERVICE_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/healthz",
    summary: "Readiness",
    answers: {
      200: {
        meaning:
          "Whether recorder and engine are ready, how many calls in a row failed at the engine, what replies wait for, and what a look at the engine found.",
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
    path: "/api/audit",
    summary: "Who asked for which change: over the API and on the command line, the newest first",
    query: { limit: { type: "integer" }, before: { type: "integer" }, target: { type: "string" } },
    answers: {
      200: { meaning: "A page of changes; next is the before of the page after.", type: "application/json" },
    },
  },
  {
    method: "post",
    path: "/api/mcp",
    summary: "The Model Context Protocol, for agents that look (docs/agents.md)",
    body: { type: "object" },
    answers: { 200: { meaning: "A message of JSON-RPC.", type: "application/json" } },
  },
  {
    method: "get",
    path: "/api/engines",
    summary: "The models that calls may name, who serves each, and how that is",
    answers: {
      200: { meaning: "One object a model, that of the settings first.", type: "application/json" },
    },
  },
  {
    method: "post",
    path: "/api/engines",
    summary: "Register a model and its engine, on every recorder of the database",
    body: "engine",
    answers: {
      201: { meaning: "The model as GET tells it.", type: "application/json" },
      400: { meaning: "A field does not fit, or the tokenizer cannot be loaded." },
      403: { meaning: "An address is on no host that TURNTREE_ENGINE_HOSTS lists." },
      409: { meaning: "The name is taken." },
    },
  },
  {
    method: "post",
    path: "/api/engines/{model}/drain",
    summary: "Let a model go on with its conversations and take no new ones, or take them again",
    body: "drain",
    answers: {
      200: { meaning: "The model and its state.", type: "application/json" },
      404: { meaning: "No such model." },
      409: { meaning: "The model is of the server's settings." },
    },
  },
  {
    method: "delete",
    path: "/api/engines/{model}",
    summary: "Remove a model; its running calls go on to their end",
    answers: {
      200: { meaning: "The model and its state.", type: "application/json" },
      404: { meaning: "No such model." },
      409: { meaning: "The model is of the server's settings." },
    },
  },
  {
    method: "get",
    path: "/api/openapi.json",
    summary: "This document",
    answers: { 200: { meaning: "OpenAPI 3.1.", type: "application/json" } },
  },
];
