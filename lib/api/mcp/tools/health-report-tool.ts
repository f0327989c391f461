import { z } from "zod";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { reportHealth } from "@/lib/inspect/list/report-health";

const EVIDENCE = 5;

/** What is out of order in sessions. */
export const healthReportTool = mcpTool({
  name: "health_report",
  description:
    "What is out of order in the sessions that a filter leaves, the gravest first, each with its figure, the filter that " +
    "leaves exactly its sessions, and places where it shows. Begin here when asked what went wrong with a run or a step.",
  input: z.object({ filter: z.string().max(1_000).default("") }),
  async run({ filter }, { context, pageOf }) {
    const { flags, sessions, unjudged } = await reportHealth(context.store, new URLSearchParams({ filter }));
    return {
      sessions,
      unjudged,
      flags: flags.map((flag) => ({
        flag: flag.flag,
        level: flag.level,
        sentence: flag.sentence,
        sessions: flag.sessions,
        filter: flag.filter,
        evidence: flag.evidence.slice(0, EVIDENCE).map((place) => ({ ...place })),
        page: pageOf("/sessions", { q: flag.filter }),
      })),
      page: pageOf("/sessions", { q: filter || undefined }),
    };
  },
});
