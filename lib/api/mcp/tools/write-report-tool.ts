import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { addReport } from "@/lib/api/reports/add-report";
import { reportBody } from "@/lib/api/reports/report-body";
import { callersRequest, toldBy } from "./callers-request";

/** Keeps what an agent found out. */
export const writeReportTool = mcpTool({
  name: "write_report",
  description:
    "Keeps a report in Markdown for people to read beside the tokens that it cites. Cite with the addresses that read_tokens " +
    "gives: [words](cite). Answers the report's page, and of each citation whether it holds. Needs a key that may change sessions.",
  isReadOnly: false,
  input: reportBody,
  async run(report, { request }) {
    return toldBy(await addReport(callersRequest(request, "/api/reports", report)));
  },
});
