import { type TokenChoice, tokensUrl } from "@/components/address/api-urls";
import { askedTokenColumns } from "@/lib/core/tokens/asked-token-columns";
import { decodePieceTable } from "@/lib/core/tokens/piece-table";
import { decodeTokenColumns, type TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { fetchBytes } from "./fetch-bytes";
import { KnownPieces } from "./known-pieces";
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
  if (columns && known.has(columns.ids) && !isMixed(local)) return { columns, pieces: known };
  // Models of one session may have tokenizers of their own: what was asked for is read as its own answer says.
  const told = new KnownPieces();
  const readPieces = async (): Promise<void> => {
    const table = decodePieceTable(await fetchBytes(tokensUrl(session, "pieces", asked), signal));
    told.add(table);
    known.add(table);
  };
  const readColumns = async (): Promise<TokenColumns> =>
    decodeTokenColumns(await fetchBytes(tokensUrl(session, "tokens", asked), signal));
  const [read] = await Promise.all([columns ?? readColumns(), readPieces()]);
  // The session grew between the two answers.
  if (!told.has(read.ids)) await readPieces();
  return { columns: read, pieces: told };
}

/** Whether other models than the session's sampled turns. */
function isMixed(local: LocalView | null): boolean {
  return local?.recording.turns.some(({ served }) => served !== null) ?? false;
}

function localColumns(local: LocalView, asked: TokenChoice): TokenColumns {
  const columns = askedTokenColumns(local, asked);
  if (!columns) throw new Error("No tokens are recorded for this message in the part that was asked for.");
  return columns;
}
