import { z } from "zod";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { SETTING_NAMES } from "@/lib/core/policy/policy-text";
import { readPolicyLab } from "@/lib/inspect/session/read-policy-lab";
import { policyQuery, toolSession } from "./tool-session";

/** What other policies make of a session. */
export const whatIfTool = mcpTool({
  name: "what_if",
  description: `What every policy would train of a session, side by side. settings: any of ${SETTING_NAMES.join(", ")}, as text; they hold for all.`,
  input: toolSession.extend({
    settings: z.partialRecord(z.enum(SETTING_NAMES), z.string().max(100)).optional(),
  }),
  async run({ session, policy, settings = {} }, { context, pageOf }) {
    const query = policyQuery({ policy });
    for (const [name, value] of Object.entries(settings)) query.set(name, String(value));
    const { policies } = await readPolicyLab(context, session, query);
    return {
      policies: policies.map(
        ({ policy: name, samples, sampled, trained, realigned, refused, dropped, totalTokens }) => ({
          policy: name,
          samples,
          sampled_tokens: sampled,
          trained_tokens: trained,
          realigned,
          refused,
          dropped,
          tokens_to_process: totalTokens,
        }),
      ),
      page: pageOf(`/sessions/${encodeURIComponent(session)}`, { policy }),
    };
  },
});
