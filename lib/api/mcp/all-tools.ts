import type { McpTool } from "./mcp-tool";
import { annotateTool } from "./tools/annotate-tool";
import { compareTurnsTool } from "./tools/compare-turns-tool";
import { explainTokenTool } from "./tools/explain-token-tool";
import { findSessionsTool } from "./tools/find-sessions-tool";
import { healthReportTool } from "./tools/health-report-tool";
import { readMessagesTool } from "./tools/read-messages-tool";
import { readSessionTool } from "./tools/read-session-tool";
import { readTokensTool } from "./tools/read-tokens-tool";
import { showTool } from "./tools/show-tool";
import { whatIfTool } from "./tools/what-if-tool";
import { writeReportTool } from "./tools/write-report-tool";

/** What agents may call, in the order in which they are told of it. */
export const MCP_TOOLS: readonly McpTool[] = [
  healthReportTool,
  findSessionsTool,
  readSessionTool,
  readMessagesTool,
  readTokensTool,
  explainTokenTool,
  compareTurnsTool,
  whatIfTool,
  annotateTool,
  writeReportTool,
  showTool,
];
