import { randomBytes } from "node:crypto";
import { publicOrigin } from "@/lib/api/door/public-origin";
import { jsonResponse } from "@/lib/api/json-response";
import { manage } from "@/lib/api/manage";
import { ManagementError } from "@/lib/api/management-error";
import { readManagementBody } from "@/lib/api/read-management-body";
import { BadQueryError } from "@/lib/inspect/bad-query-error";
import { checkCited } from "@/lib/inspect/report/check-citations";
import { type ReportTree, reportTree } from "@/lib/inspect/report/report-tree";
import { personOf } from "@/lib/recorder/keys/trusted-person";
import { whoManages } from "@/lib/recorder/keys/who-manages";
import { citationAnswer } from "./report-answer";
import { reportBody } from "./report-body";

/** Each is looked up whenever the report is shown. */
const MOST_CITATIONS = 200;

const LONGEST_TITLE = 200;

/**
 * `POST /api/reports`: keeps a report in Markdown, and answers its page and what each of its citations is worth now.
 * One that does not hold is kept too, and shown as such.
 */
export function addReport(request: Request): Promise<Response> {
  return manage(request, "run", async ({ store, settings, gate }) => {
    const { text, title } = await readManagementBody(reportBody, request, settings.bodyLimitBytes);
    const { citations } = treeOf(text);
    if (citations.length > MOST_CITATIONS) {
      throw new ManagementError(
        400,
        `text: it has ${citations.length} citations; at most ${MOST_CITATIONS} are kept.`,
      );
    }
    const checked = await checkCited(store, citations);
    const report = {
      id: randomBytes(6).toString("hex"),
      createdAt: Date.now(),
      holder: whoManages(gate, request.headers).kind,
      person: personOf(request.headers),
      title: title ?? firstLine(text),
      text,
    };
    await store.reports.add(report);
    const answer = jsonResponse({
      id: report.id,
      title: report.title,
      page: `${publicOrigin(settings, request)}/reports/${report.id}`,
      citations: checked.map(citationAnswer),
    });
    const headers = new Headers(answer.headers);
    headers.set("location", `/api/reports/${report.id}`);
    return new Response(answer.body, { status: 201, headers });
  });
}

function treeOf(text: string): ReportTree {
  try {
    return reportTree(text);
  } catch (error) {
    throw error instanceof BadQueryError ? new ManagementError(400, `text: ${error.message}`) : error;
  }
}

function firstLine(text: string): string {
  const line = text
    .split("\n")
    .map((one) => one.replace(/^[#\s]+/, "").trim())
    .find((one) => one !== "");
  return (line ?? "Report").slice(0, LONGEST_TITLE);
}
