import { nodeTokensUrl, type TokenChoice } from "@/components/address/api-urls";
import { askedTokenColumns } from "@/lib/core/tokens/asked-token-columns";
import { decodePieceTable } from "@/lib/core/tokens/piece-table";
import { decodeTokenColumns, type TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { errorSentence } from "./fetch-json";
import type { LocalView, TokenSource } from "./token-source-context";

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
): Promise<{ readonly columns: TokenColumns; readonly pieces: PieceReader }> {
  const columns = local ? localColumns(local, node, asked) : null;
  if (columns && known.has(columns.ids)) return { columns, pieces: known };
  const readPieces = async (): Promise<void> =>
    known.add(decodePieceTable(await fetchBytes(nodeTokensUrl(session, node, "pieces", asked), signal)));
  const readColumns = async (): Promise<TokenColumns> =>
    decodeTokenColumns(await fetchBytes(nodeTokensUrl(session, node, "tokens", asked), signal));
  const [read] = await Promise.all([columns ?? readColumns(), readPieces()]);
  // The session grew between the two answers.
  if (!known.has(read.ids)) await readPieces();
  return { columns: read, pieces: known };
}

function localColumns(
  local: LocalView,
  node: string,
  { sample, turn, branch, scope, from, to }: TokenChoice,
): TokenColumns {
  const columns = askedTokenColumns(local, { node, sample, turn: turn ?? null, branch, scope, from, to });
  if (!columns) throw new Error("No tokens are recorded for this message in what was asked for.");
  return columns;
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(errorSentence(await response.text(), response.status));
  return new Uint8Array(await response.arrayBuffer());
}
