import { z } from "zod";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { readSampleTokens } from "@/lib/inspect/session/read-sample-tokens";
import { tokenizerOf } from "@/lib/inspect/session/tokenizer-of";
import { toldReasons, toldTokens } from "./told-tokens";
import { policyQuery, toolSession } from "./tool-session";

/** Why one token of a sample trains or not. */
export const explainTokenTool = mcpTool({
  name: "explain_token",
  description:
    "Says in a sentence whether a token of a sample trains, and if not, why. Samples and positions count from 0.",
  input: toolSession.extend({ sample: z.int().min(0), at: z.int().min(0) }),
  async run({ session, policy, sample, at }, { context, pageOf }) {
    const query = policyQuery({ policy });
    query.set("from", String(at));
    query.set("to", String(at + 1));
    const columns = await readSampleTokens(context, session, String(sample), query);
    const inspected = await inspectSession(context, session, query);
    const vocabulary = await context.vocabularyOf(tokenizerOf(inspected, { of: "sample", sample }));
    const [token] = toldTokens(columns, vocabulary);
    if (token === undefined) throw new NotFoundError(`Sample ${sample} has no token ${at}.`);
    const [told] = toldReasons(columns);
    return {
      ...token,
      reason: told?.reason ?? null,
      page: pageOf(`/sessions/${encodeURIComponent(session)}`, {
        policy,
        sample: sample + 1,
        tok: `${at}-${at}`,
      }),
    };
  },
});
