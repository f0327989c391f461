import { decodeTokenColumns, type TokenColumns } from "@/lib/core/token-columns";
import { askedTokenColumns } from "@/lib/core/view/asked-token-columns";
import type { TokenPieces } from "@/lib/core/view/token-pieces";
import { nodeTokensUrl, type TokenChoice } from "../workspace/api-urls";
import { errorSentence, fetchJson } from "../workspace/fetch-json";
import type { LocalView, TokenSource } from "../workspace/token-source-context";

/**
 * Columns and pieces of a node's tokens, or of the whole sample: worked out here where the view is, else read from
 * the server. The server is asked what ids stand for only when it has not said so yet.
 */
export async function readTokens(
  { local, pieces: known }: TokenSource,
  session: string,
  node: string,
  asked: TokenChoice,
  signal: AbortSignal,
): Promise<{ readonly columns: TokenColumns; readonly pieces: TokenPieces }> {
  const columns = local ? localColumns(local, node, asked) : null;
  const kept = columns && known.of(columns.ids);
  if (columns && kept) return { columns, pieces: kept };
  const [read, pieces] = await Promise.all([
    columns ?? fetchColumns(nodeTokensUrl(session, node, "tokens", asked), signal),
    fetchJson<TokenPieces>(nodeTokensUrl(session, node, "pieces", asked), signal),
  ]);
  // Ids that came between the two answers are not known: the next reading asks again.
  const answered = read.ids.filter((id) => columns === null || pieces.bytes[id] !== undefined);
  known.add(answered, pieces);
  return { columns: read, pieces };
}

function localColumns(local: LocalView, node: string, { sample, scope }: TokenChoice): TokenColumns {
  const columns = askedTokenColumns(local, { node, sample, turn: null, scope });
  if (!columns) throw new Error("No tokens are recorded for this message in what was asked for.");
  return columns;
}

async function fetchColumns(url: string, signal: AbortSignal): Promise<TokenColumns> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(errorSentence(await response.text(), response.status));
  return decodeTokenColumns(new Uint8Array(await response.arrayBuffer()));
}
