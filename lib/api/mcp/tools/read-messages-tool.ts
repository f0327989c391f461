import { z } from "zod";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { BadQueryError } from "@/lib/inspect/bad-query-error";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { readNodeDetail } from "@/lib/inspect/session/read-node-detail";
import { policyQuery, toolSession } from "./tool-session";

const MOST = 10;
const LETTERS = 8_000;

/** Messages in full. */
export const readMessagesTool = mcpTool({
  name: "read_messages",
  description:
    "Messages of a session in full, by their numbers in read_session; at most 10 at once, each cut at 8,000 letters from `letter`.",
  input: toolSession.extend({
    messages: z.array(z.int().min(0)).min(1).max(MOST),
    letter: z.int().min(0).default(0),
  }),
  async run({ session, policy, messages, letter }, { context, pageOf }) {
    const query = policyQuery({ policy });
    const { view } = await inspectSession(context, session, query);
    return Promise.all(
      messages.map(async (number) => {
        const node = view.nodes[number];
        if (node === undefined) {
          throw new BadQueryError(
            `There is no message ${number}: the session has ${view.nodes.length}, from 0.`,
          );
        }
        const { message } = await readNodeDetail(context, session, node.id, query);
        const { content = "", reasoning_content: reasoning = "", tool_calls: calls = [] } = message ?? {};
        return {
          message: number,
          role: node.role,
          turn: node.turn,
          reasoning: (reasoning ?? "").slice(letter, letter + LETTERS),
          text: (content ?? "").slice(letter, letter + LETTERS),
          letters: (content ?? "").length,
          tool_calls: calls.map(({ function: called }) => ({
            name: called.name,
            arguments: called.arguments,
          })),
          page: pageOf(`/sessions/${encodeURIComponent(session)}`, { policy, node: node.id }),
        };
      }),
    );
  },
});
