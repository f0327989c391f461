import { z } from "zod";
import type { Turn } from "@/lib/core/recording/turn";
import { askedTokenColumns } from "@/lib/core/tokens/asked-token-columns";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import { type PromptMark, promptTokenColumns } from "@/lib/core/tokens/turn-token-columns";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import type { RenderedHistory } from "@/lib/text/prompt/render-history";
import { inspectSession } from "./inspect-session";
import { renderTurn } from "./render-turn";
import { placeInList, tokensQuery } from "./tokens-query";

const querySchema = tokensQuery.extend({ build: z.enum(["sent", "rendered"]).default("sent") });

/**
 * The tokens of a turn, which is named by its index: its prompt and then its answer or, with `build=rendered`, its
 * prompt as the template renders it. Throws `NotFoundError` and `ZodError`.
 */
export async function readTurnTokens(
  context: InspectContext,
  id: string,
  name: string,
  query: URLSearchParams,
): Promise<TokenColumns> {
  const { build, ...range } = querySchema.parse(Object.fromEntries(query));
  const inspected = await inspectSession(context, id, query);
  const turn = inspected.recording.turns[placeInList(name) - 1];
  const columns = turn && askedTokenColumns(inspected, { of: "turn", turn: turn.index, ...range });
  if (!turn || !columns) throw new NotFoundError(`There is no turn "${name}" in this session.`);
  if (build === "sent") return columns;
  const rendered = renderTurn(context, inspected.record.tokenizer, turn);
  if (rendered) return renderedColumns(rendered, turn, range);
  throw new NotFoundError(`The prompt of turn ${turn.index} cannot be rendered by this server's model.`);
}

function renderedColumns(
  { ids, messageStarts, generationStart }: RenderedHistory,
  { promptMessages }: Turn,
  { from, to }: { readonly from: number; readonly to: number },
): TokenColumns {
  const marks = Array.from(messageStarts, (start, at): PromptMark => {
    return { start: at === 0 ? 0 : start, role: promptMessages[at]?.role ?? null };
  });
  const start = Math.min(from, ids.length);
  return promptTokenColumns(ids.slice(start, Math.max(start, to)), start, [
    ...marks,
    { start: generationStart, role: null },
  ]);
}
