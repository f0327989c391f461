import { type TokenChoice, tokensUrl } from "@/components/address/api-urls";
import { askedTokenColumns } from "@/lib/core/tokens/asked-token-columns";
import { decodePieceTable } from "@/lib/core/tokens/piece-table";
import { decodeTokenColumns, type TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { fetchBytes } from "./fetch-bytes";
import type { LocalView, TokenSource } from "./token-source-context";

/**
 * Columns and pieces of the tokens of a node, of a sample or of a turn: worked out here where the view is, else read
 * from the server. The server is asked what ids stand for only when it has not said so yet.
 */
export async function readTokens(
  { local, pieces: known }: TokenSource,
  session: string,
  asked: TokenChoice,
  signal: AbortSignal,
): Promise<{ readonly columns: TokenColumns; readonly pieces: PieceReader }> {
  const columns = local ? localColumns(local, asked) : null;
  if (columns && known.has(columns.ids)) return { columns, pieces: known };
  const readPieces = async (): Promise<void> =>
    known.add(decodePieceTable(await fetchBytes(tokensUrl(session, "pieces", asked), signal)));
  const readColumns = async (): Promise<TokenColumns> =>
    decodeTokenColumns(await fetchBytes(tokensUrl(session, "tokens", asked), signal));
  const [read] = await Promise.all([columns ?? readColumns(), readPieces()]);
  // The session grew between the two answers.
  if (!known.has(read.ids)) await readPieces();
  return { columns: read, pieces: known };
}

function localColumns(local: LocalView, asked: TokenChoice): TokenColumns {
  const columns = askedTokenColumns(local, asked);
  if (!columns) throw new Error("No tokens are recorded for this message in the part that was asked for.");
  return columns;
}
