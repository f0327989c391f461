import { z } from "zod";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { citationText } from "@/lib/core/report/citation";
import { idsDigest } from "@/lib/inspect/report/ids-digest";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { readTurnTokens } from "@/lib/inspect/session/read-turn-tokens";
import { tokenizerOf } from "@/lib/inspect/session/tokenizer-of";
import { toldReasons, toldTokens } from "./told-tokens";
import { policyQuery, toolSession } from "./tool-session";

const MOST = 200;

/** Tokens of a turn, each with its fate. */
export const readTokensTool = mcpTool({
  name: "read_tokens",
  description:
    "Tokens [from, to) of a turn's sequence, its prompt and then its answer: piece, id, state under the policy, whether it " +
    "trains, log-prob; why, by run. At most 200 at once. Without `from` it begins with the answer. `cite` is the address " +
    "for a report in Markdown: [words](cite).",
  input: toolSession.extend({
    turn: z.int().min(1),
    from: z.int().min(0).optional(),
    to: z.int().min(1).optional(),
  }),
  async run({ session, policy, turn, from, to }, { context, pageOf }) {
    const query = policyQuery({ policy });
    const inspected = await inspectSession(context, session, query);
    const promptTokens = inspected.view.turns[turn - 1]?.prompt_tokens ?? 0;
    const start = from ?? promptTokens;
    const end = Math.min(to ?? start + MOST, start + MOST);
    query.set("from", String(start));
    query.set("to", String(end));
    const columns = await readTurnTokens(context, session, String(turn), query);
    const vocabulary = await context.vocabularyOf(tokenizerOf(inspected, { of: "turn", turn }));
    const node = inspected.view.nodes[inspected.view.turns[turn - 1]?.node ?? -1];
    const range = { session, turn, from: start, to: start + columns.ids.length };
    const outputTokens = inspected.view.turns[turn - 1]?.output_tokens ?? 0;
    return {
      session,
      turn,
      prompt_tokens: promptTokens,
      answer_tokens: outputTokens,
      tokens: [...toldTokens(columns, vocabulary)],
      reasons: [...toldReasons(columns)],
      next_from: range.to < promptTokens + outputTokens ? range.to : null,
      cite: columns.ids.length === 0 ? null : citationText({ ...range, digest: idsDigest(columns.ids) }),
      page: pageOf(`/sessions/${encodeURIComponent(session)}`, { policy, node: node?.id, tab: "tokens" }),
    };
  },
});
