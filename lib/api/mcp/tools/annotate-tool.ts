import { z } from "zod";
import { annotateSession } from "@/lib/api/annotations/annotate-session";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { parseJson } from "@/lib/core/json/parse-json";
import { BadQueryError } from "@/lib/inspect/bad-query-error";

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
    const asked = new Request(new URL(`/api${path}/annotations`, request.url), {
      method: "POST",
      headers: withJson(request.headers),
      body: JSON.stringify(annotation),
    });
    const answer = await annotateSession(asked, session);
    const told = parseJson(await answer.text());
    if (!answer.ok) throw new BadQueryError(JSON.stringify(told));
    return { written: told, page: pageOf(path) };
  },
});

/** The caller's own headers, whose key must let it change sessions. */
function withJson(given: Headers): Headers {
  const headers = new Headers(given);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  return headers;
}
