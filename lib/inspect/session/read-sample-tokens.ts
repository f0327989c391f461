import { askedTokenColumns } from "@/lib/core/tokens/asked-token-columns";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "./inspect-session";
import { placeInList, tokensQuery } from "./tokens-query";

/**
 * The tokens of a sample, which is named by its place, from 0: the ids, mask and log-probs that the export writes.
 * Throws `NotFoundError` when there is no such sample, and `ZodError` when the query does not fit.
 */
export async function readSampleTokens(
  context: InspectContext,
  id: string,
  name: string,
  query: URLSearchParams,
): Promise<TokenColumns> {
  const range = tokensQuery.parse(Object.fromEntries(query));
  const inspected = await inspectSession(context, id, query);
  const columns = askedTokenColumns(inspected, { of: "sample", sample: placeInList(name), ...range });
  if (!columns) throw new NotFoundError(`There is no sample "${name}" in this session under this policy.`);
  return columns;
}
