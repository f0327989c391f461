import { advantagesCsv } from "@/lib/api/advantages-csv";
import { annotateSamples } from "@/lib/api/annotations/annotate-samples";
import { annotateSession } from "@/lib/api/annotations/annotate-session";
import { listAnnotations } from "@/lib/api/annotations/list-annotations";
import { answerExport, answerExportSummary } from "@/lib/api/answer-export";
import { answerImport } from "@/lib/api/answer-import";
import { answerInspect } from "@/lib/api/answer-inspect";
import { answerSessionList } from "@/lib/api/answer-session-list";
import { answerPieces, answerTokens } from "@/lib/api/answer-tokens";
import { answerTree } from "@/lib/api/answer-tree";
import { answerFeed } from "@/lib/api/feed/answer-feed";
import { answerTrained } from "@/lib/api/feed/answer-trained";
import { filteredExport } from "@/lib/api/filtered-export";
import { finishedSamples } from "@/lib/api/finish/finished-samples";
import { jsonResponse } from "@/lib/api/json-response";
import { manage } from "@/lib/api/manage";
import { answerMcp } from "@/lib/api/mcp/answer-mcp";
import { addReport } from "@/lib/api/reports/add-report";
import { reportAnswer } from "@/lib/api/reports/report-answer";
import { reportFile } from "@/lib/api/reports/report-file";
import { recordedTurns, sessionExport } from "@/lib/api/session-export";
import { pointAt } from "@/lib/api/view/point-at";
import { compareSessions } from "@/lib/inspect/diff/compare-sessions";
import { readNodeDiff } from "@/lib/inspect/diff/read-node-diff";
import { groupOf, groupsOf, statsOf } from "@/lib/inspect/list/figures";
import { readCauseExample } from "@/lib/inspect/list/find-cause-example";
import { groupTurns } from "@/lib/inspect/list/group-turns";
import { readSetPolicies } from "@/lib/inspect/list/read-set-policies";
import { reportHealth } from "@/lib/inspect/list/report-health";
import { sessionFacets, sessionList } from "@/lib/inspect/list/session-list";
import { sessionPeek } from "@/lib/inspect/list/session-peek";
import { readReport } from "@/lib/inspect/report/read-report";
import { findSessionBeside } from "@/lib/inspect/session/find-session-beside";
import { readNodeDetail } from "@/lib/inspect/session/read-node-detail";
import { readNodeTokens } from "@/lib/inspect/session/read-node-tokens";
import { readPolicyLab } from "@/lib/inspect/session/read-policy-lab";
import { readSampleTokens } from "@/lib/inspect/session/read-sample-tokens";
import { readSessionVerdict } from "@/lib/inspect/session/read-session-verdict";
import { readTokenEvidence } from "@/lib/inspect/session/read-token-evidence";
import { readTurnRequest } from "@/lib/inspect/session/read-turn-request";
import { readTurnTokens } from "@/lib/inspect/session/read-turn-tokens";

/** The parts of an address that name what is asked for. */
export interface DeskPlace {
  readonly id?: string;
  readonly node?: string;
  readonly turn?: string;
  readonly sample?: string;
  readonly index?: string;
}

type DeskAnswer = (request: Request, place: Required<DeskPlace>) => Promise<Response>;

/** What of the API is answered at a desk: whatever may take longer than a call should wait. */
export const DESK_ANSWERS = {
  export: (request) => answerExport(request, filteredExport),
  exportSummary: (request) => answerExportSummary(request, filteredExport),
  sessionExport: (request, { id }) => answerExport(request, sessionExport(id)),
  sessionSummary: (request, { id }) => answerExportSummary(request, sessionExport(id)),
  recordedTurns: (request, { id }) => answerExport(request, recordedTurns(id), "read"),
  import: answerImport,
  finishedSamples: (request, { id }) => finishedSamples(request, id),
  annotateSamples,
  annotateSession: (request, { id }) => annotateSession(request, id),
  annotations: (request, { id }) => listAnnotations(request, id),
  feed: answerFeed,
  mcp: answerMcp,
  addReport,
  pointAt,
  report: (request, { id }) =>
    answerInspect(request, async (context) => jsonResponse(reportAnswer(await readReport(context, id)))),
  reportFile: (request, { id }) =>
    answerInspect(request, async (context) => reportFile(await readReport(context, id))),
  trained: (request, { id }) => answerTrained(request, id),
  sessions: (request) => manage(request, "read", (runtime) => answerSessionList(runtime, request)),
  list: (request) =>
    answerInspect(request, async ({ store }, query) => jsonResponse(await sessionList(store, query))),
  facets: (request) =>
    answerInspect(request, async ({ store }, query) => jsonResponse(await sessionFacets(store, query))),
  beside: (request) =>
    answerInspect(request, async ({ store }, query) => jsonResponse(await findSessionBeside(store, query))),
  stats: (request) =>
    answerInspect(request, async ({ store }, query) => jsonResponse(await statsOf(store, query))),
  healthReport: (request) =>
    answerInspect(request, async ({ store }, query) => jsonResponse(await reportHealth(store, query))),
  causeExample: (request) =>
    answerInspect(request, async (context, query) => jsonResponse(await readCauseExample(context, query))),
  setPolicies: (request) =>
    answerInspect(request, async (context, query) =>
      jsonResponse(await readSetPolicies(context, query, request.signal)),
    ),
  steps: (request) =>
    answerInspect(request, async ({ store }, query) =>
      jsonResponse(await store.readSteps(query.get("filter") ?? "")),
    ),
  groups: (request) =>
    answerInspect(request, async ({ store }, query) => jsonResponse(await groupsOf(store, query))),
  group: (request, { index }) =>
    answerInspect(request, async ({ store }) => jsonResponse(await groupOf(store, index))),
  groupTurns: (request, { index }) =>
    answerInspect(request, async ({ store }, query) => jsonResponse(await groupTurns(store, index, query))),
  advantages: (request, { index }) =>
    answerInspect(request, async ({ store }) => {
      const body = advantagesCsv(await groupOf(store, index));
      return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8" } });
    }),
  compare: (request) =>
    answerInspect(request, async (context, query) => jsonResponse(await compareSessions(context, query))),
  tree: (request, { id }) => answerTree(request, id),
  lab: (request, { id }) =>
    answerInspect(request, async (context, query) => jsonResponse(await readPolicyLab(context, id, query))),
  verdict: (request, { id }) =>
    answerInspect(request, async (context, query) =>
      jsonResponse(await readSessionVerdict(context, id, query)),
    ),
  peek: (request, { id }) =>
    answerInspect(request, async ({ store }) => jsonResponse(await sessionPeek(store, id))),
  node: (request, { id, node }) =>
    answerInspect(request, async (context, query) =>
      jsonResponse(await readNodeDetail(context, id, node, query)),
    ),
  nodeDiff: (request, { id, node }) =>
    answerInspect(request, async (context, query) =>
      jsonResponse(await readNodeDiff(context, id, node, query)),
    ),
  nodeTokens: (request, { id, node }) =>
    answerTokens(request, (context, query) => readNodeTokens(context, id, node, query)),
  nodePieces: (request, { id, node }) =>
    answerPieces(request, id, { of: "node", node }, (context, query) =>
      readNodeTokens(context, id, node, query),
    ),
  turnTokens: (request, { id, turn }) =>
    answerTokens(request, (context, query) => readTurnTokens(context, id, turn, query)),
  turnPieces: (request, { id, turn }) =>
    answerPieces(request, id, { of: "turn", turn: Number(turn) }, (context, query) =>
      readTurnTokens(context, id, turn, query),
    ),
  tokenEvidence: (request, { id, turn }) =>
    answerInspect(request, async (context, query) =>
      jsonResponse(await readTokenEvidence(context, id, turn, query)),
    ),
  turnRequest: (request, { id, turn }) =>
    answerInspect(request, async (context) => jsonResponse(await readTurnRequest(context, id, turn))),
  sampleTokens: (request, { id, sample }) =>
    answerTokens(request, (context, query) => readSampleTokens(context, id, sample, query)),
  samplePieces: (request, { id, sample }) =>
    answerPieces(request, id, { of: "sample", sample: Number(sample) }, (context, query) =>
      readSampleTokens(context, id, sample, query),
    ),
} as const satisfies Readonly<Record<string, DeskAnswer>>;

export type DeskAnswerName = keyof typeof DESK_ANSWERS;

/** Answers here, in this thread. */
export function answerHere(name: DeskAnswerName, request: Request, place: DeskPlace): Promise<Response> {
  const answer: DeskAnswer = DESK_ANSWERS[name];
  return answer(request, { id: "", node: "", turn: "", sample: "", index: "", ...place });
}
