import { z } from "zod";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import type { JsonValue } from "@/lib/core/json/json-value";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { NodeView } from "@/lib/core/view/session-view";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { readSessionVerdict } from "@/lib/inspect/session/read-session-verdict";
import { policyQuery, toolSession } from "./tool-session";

const MESSAGES = 100;
const LETTERS = 160;

/** A session's outline and what it lost. */
export const readSessionTool = mcpTool({
  name: "read_session",
  description:
    "A session at a glance: what was sampled and trains, what was lost, by which cause, in which turn and by whose prompt, " +
    "what would keep it; its samples; and its messages in short, 100 from `from`. Turns count from 1, samples and messages from 0.",
  input: toolSession.extend({ from: z.int().min(0).default(0) }),
  async run({ session, policy, from }, { context, pageOf }) {
    const query = policyQuery({ policy });
    const verdict = await readSessionVerdict(context, session, query);
    const { record, view } = await inspectSession(context, session, query);
    const path = `/sessions/${encodeURIComponent(session)}`;
    const messages = view.nodes.slice(from, from + MESSAGES);
    return {
      session,
      status: record.status,
      labels: record.labels,
      reward: record.reward,
      client: record.client,
      model: record.model,
      policy: view.policy.name,
      sampled_tokens: verdict.sampled,
      trained_tokens: verdict.trained,
      losses: verdict.losses.map(({ state, cause, tokens, turns, filter, keeping }) => ({
        state,
        cause,
        tokens,
        turns: turns
          .slice(0, 10)
          .map(({ turn, by, tokens: lost }) => ({ turn, taken_by_turn: by, tokens: lost })),
        sessions_alike: filter,
        kept_by: keeping === null ? null : { tokens: keeping.kept, ...keeping.choice },
      })),
      samples: view.samples.map(({ index, turns, length, trained_tokens }) => ({
        sample: index,
        turns: [...turns],
        tokens: length,
        trained_tokens,
        page: pageOf(path, { policy, sample: index + 1 }),
      })),
      messages: messages.map((node, at) =>
        outlined(node, from + at, pageOf(path, { policy, node: node.id })),
      ),
      next_from: from + MESSAGES < view.nodes.length ? from + MESSAGES : null,
      page: pageOf(path, { policy }),
    };
  },
});

function outlined(node: NodeView, message: number, page: string): JsonValue {
  const counts = TOKEN_STATES.map((state, at) => [state, node.counts[at] ?? 0] as const);
  return {
    message,
    parent: node.parent,
    role: node.role,
    turn: node.turn,
    text: node.preview.slice(0, LETTERS),
    tokens: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    fork: node.fork_cause,
    page,
  };
}
