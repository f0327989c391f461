import type { Operation } from "./operation";

const JSON_TYPE = "application/json";
const NO_REPORT = { meaning: "No such report." };

/** What agents tell people. */
export const AGENT_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/view",
    summary:
      "Point at a place of a session: open pages that follow go there, the others say that something is shown",
    body: "view",
    answers: {
      200: { meaning: "The address of the page, for whoever looks later.", type: JSON_TYPE },
      400: { meaning: "A field does not fit." },
      404: { meaning: "No such session, turn, tokens or message." },
    },
  },
  {
    method: "get",
    path: "/api/reports",
    summary: "Reports that cite recorded tokens, the newest first",
    query: { limit: { type: "integer" }, before: { type: "integer" } },
    answers: {
      200: { meaning: "A page of reports; next is the before of the page after.", type: JSON_TYPE },
    },
  },
  {
    method: "post",
    path: "/api/reports",
    summary: "Keep a report in Markdown; its citations are checked against the recording (docs/agents.md)",
    body: "report",
    answers: {
      201: {
        meaning: "Its id and page, and of each citation whether it holds.",
        type: JSON_TYPE,
      },
      400: { meaning: "A field does not fit, it nests too deep, or has too many citations." },
    },
  },
  {
    method: "get",
    path: "/api/reports/{id}",
    summary: "A report, and of each citation whether it holds now",
    answers: { 200: { meaning: "The report.", type: JSON_TYPE }, 404: NO_REPORT },
  },
  {
    method: "get",
    path: "/api/reports/{id}/report.html",
    summary: "A report as one HTML file, with the tokens that it cites",
    answers: { 200: { meaning: "The file.", type: "text/html" }, 404: NO_REPORT },
  },
  {
    method: "delete",
    path: "/api/reports/{id}",
    summary: "Remove a report; what it cites stays",
    answers: { 200: { meaning: "Removed.", type: JSON_TYPE }, 404: NO_REPORT },
  },
];
