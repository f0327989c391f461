import { z } from "zod";
import { wireDocuments } from "./wire-documents";
import type { Exchange } from "./wire-tap";

/** What a server told of a chat completion that it made, read without any of the product's own readers. */
export interface WireChat {
  readonly promptIds: readonly number[];
  readonly outputIds: readonly number[];
}

const ids = z.array(z.int());

const document = z.looseObject({
  prompt_token_ids: ids.nullish(),
  choices: z
    .array(
      z.looseObject({
        token_ids: ids.nullish(),
        response_token_ids: ids.nullish(),
        prompt_token_ids: ids.nullish(),
      }),
    )
    .nullish(),
  sglext: z.looseObject({ input_ids: ids.nullish(), output_ids: z.array(ids).nullish() }).nullish(),
});

/** The ids of a chat completion as the server told them; null for another exchange, and where it told none. */
export function wireChat(exchange: Exchange): WireChat | null {
  const { method, path, status } = exchange;
  if (method !== "POST" || status !== 200 || !path.endsWith("/chat/completions")) return null;
  let promptIds: readonly number[] = [];
  const outputIds: number[] = [];
  for (const value of wireDocuments(exchange)) {
    const read = document.safeParse(value);
    if (!read.success) continue;
    const { prompt_token_ids, choices, sglext } = read.data;
    const [choice] = choices ?? [];
    promptIds = prompt_token_ids ?? choice?.prompt_token_ids ?? sglext?.input_ids ?? promptIds;
    outputIds.push(...(choice?.token_ids ?? choice?.response_token_ids ?? sglext?.output_ids?.[0] ?? []));
  }
  return outputIds.length === 0 ? null : { promptIds, outputIds };
}
