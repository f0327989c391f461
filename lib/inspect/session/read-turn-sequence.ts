import { z } from "zod";
import { sequenceIds } from "@/lib/core/tokens/sample-token-columns";
import type { TurnSequence } from "@/lib/core/tokens/turn-sequence";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "./inspect-session";
import { pieces } from "./pieces";
import { renderTurn } from "./render-turn";

/** Ids of one answer: more are asked for in parts. */
const MOST_IDS = 20_000;

const whole = z.coerce.number({ error: "must be a whole number" }).int().min(0);
const querySchema = z.object({
  from: whole.default(0),
  to: whole.default(Number.MAX_SAFE_INTEGER),
  build: z.enum(["sent", "rendered"]).default("sent"),
});

/**
 * Ids `[from, to)` of a turn's sequence (prompt, then answer), or of its prompt as the template renders it, with what
 * they stand for. At most 20,000 at once; `length` tells how many there are. Throws `NotFoundError` and `ZodError`.
 */
export async function readTurnSequence(
  context: InspectContext,
  id: string,
  turnName: string,
  query: URLSearchParams,
): Promise<TurnSequence> {
  const { from, to, build } = querySchema.parse(Object.fromEntries(query));
  const { recording, record } = await inspectSession(context, id, query);
  const turn = /^\d{1,9}$/.test(turnName) ? recording.turns[Number(turnName) - 1] : undefined;
  if (!turn) throw new NotFoundError(`There is no turn "${turnName}" in this session.`);
  const rendered = build === "rendered" ? renderTurn(context, record.tokenizer, turn) : null;
  if (build === "rendered" && !rendered) {
    throw new NotFoundError(`The prompt of turn ${turn.index} cannot be rendered by this server's model.`);
  }
  const length = rendered?.ids.length ?? recording.prompts.length(turn.index) + turn.outputIds.length;
  const end = Math.min(to, length, from + MOST_IDS);
  const ids = rendered?.ids.slice(from, end) ?? sequenceIds(recording, turn.index, from, end);
  return { turn: turn.index, start: from, length, ids: Array.from(ids), pieces: pieces(ids, context.model) };
}
