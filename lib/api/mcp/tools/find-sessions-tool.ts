import { z } from "zod";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { SESSION_SORTS } from "@/lib/core/list/session-sort";
import { sessionList } from "@/lib/inspect/list/session-list";

/** The list of sessions. */
export const findSessionsTool = mcpTool({
  name: "find_sessions",
  description:
    "Lists recorded sessions, with figures. filter: conditions such as run:r7 step:61 flag:lost_signal yield:<80% " +
    "reward:<0 score:loss>1 cause:compaction status:finished, and words looked for in messages. Pages of 50: pass next_cursor as cursor.",
  input: z.object({
    filter: z.string().max(1_000).default(""),
    sort: z.enum(SESSION_SORTS).default("created_at"),
    order: z.enum(["desc", "asc"]).default("desc"),
    cursor: z.string().max(500).optional(),
  }),
  async run({ filter, sort, order, cursor }, { context, pageOf }) {
    const query = new URLSearchParams({
      q: filter,
      sort,
      order,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const { rows, next_cursor } = await sessionList(context.store, query);
    return {
      sessions: rows.map((row) => ({
        session: row.id,
        status: row.status,
        run: row.run ?? null,
        group: row.group_index,
        reward: row.reward,
        turns: row.turns,
        samples: row.samples,
        sampled_tokens: row.sampled_tokens,
        trained_tokens: row.trained_tokens,
        causes: row.causes.map(({ cause, count }) => `${cause} ×${count}`),
        page: pageOf(`/sessions/${encodeURIComponent(row.id)}`),
      })),
      next_cursor,
      page: pageOf("/sessions", { q: filter || undefined }),
    };
  },
});
