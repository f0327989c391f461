import { z } from "zod";
import { annotateSession } from "@/lib/api/annotations/annotate-session";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { callersRequest, toldBy } from "./callers-request";

/** Notes something of a session, a turn or tokens. */
export const annotateTool = mcpTool({
  name: "annotate",
  description:
    "Keeps a note of a session, of a turn, or of tokens of its answer (start, length), beside the recording. Needs a key that " +
    "may change sessions. kind is such as comment, label:NAME or score:NAME.",
  isReadOnly: false,
  input: z.object({
    session: z.string().min(1).max(500),
    producer: z.string().max(100).default("agent").describe("who says it"),
    kind: z.string().max(100).default("comment"),
    value: z.union([z.string().max(10_000), z.number()]),
    turn: z.int().min(1).optional(),
    start: z.int().min(0).optional(),
    length: z.int().min(1).optional(),
  }),
  async run({ session, ...annotation }, { request, pageOf }) {
    const path = `/sessions/${encodeURIComponent(session)}`;
    const asked = callersRequest(request, `/api${path}/annotations`, annotation);
    const written = await toldBy(await annotateSession(asked, session));
    return { written, page: pageOf(path) };
  },
});
