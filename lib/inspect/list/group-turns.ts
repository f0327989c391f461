import { z } from "zod";
import type { GroupTurns } from "@/lib/core/list/group-view";
import { messagePreview } from "@/lib/core/view/message-preview";
import type { Store } from "@/lib/store/store";
import { groupOf } from "./figures";

/** Turns that are answered at once. */
const TURNS_A_CALL = 100;

const rangeShape = z
  .object({ from: z.coerce.number().int().min(1).default(1), to: z.coerce.number().int().min(1).default(20) })
  .refine(({ from, to }) => to >= from && to - from < TURNS_A_CALL, {
    error: `from and to take at most ${TURNS_A_CALL} turns, the first before the last`,
  });

/**
 * The first line of each turn of a group's sessions. Throws `NotFoundError`, and `ZodError` for a range that cannot be
 * read.
 */
export async function groupTurns(
  store: Pick<Store, "readGroup" | "readTurnLeads">,
  name: string,
  search: URLSearchParams,
): Promise<GroupTurns> {
  const { from, to } = rangeShape.parse(Object.fromEntries(search));
  const { sessions } = await groupOf(store, name);
  const leads = await store.readTurnLeads(
    sessions.map(({ id }) => id),
    from,
    to,
  );
  return {
    from,
    to,
    sessions: Object.fromEntries(
      Array.from(leads, ([id, turns]) => [
        id,
        turns.map(({ answer, ...turn }) => ({
          ...turn,
          line: messagePreview(answer),
          tool_calls: (answer?.tool_calls ?? []).map((call) => call.function.name),
        })),
      ]),
    ),
  };
}
