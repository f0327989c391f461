import { type TokenPart, turnTokensUrl } from "@/components/address/api-urls";
import { decodePieceTable } from "@/lib/core/tokens/piece-table";
import { decodeTokenColumns, type TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { fetchBytes } from "./fetch-bytes";
import { KnownPieces } from "./known-pieces";

/** A range of a turn's tokens, and what their ids stand for. */
export interface TurnRange {
  readonly columns: TokenColumns;
  readonly pieces: PieceReader;
}

/** Reads a range of a turn's prompt and answer, or of its prompt as the template renders it. */
export async function readTurnRange(
  session: string,
  turn: number,
  range: Parameters<typeof turnTokensUrl>[3],
  signal: AbortSignal,
): Promise<TurnRange> {
  const read = (part: TokenPart) => fetchBytes(turnTokensUrl(session, turn, part, range), signal);
  const [columns, table] = await Promise.all([read("tokens"), read("pieces")]);
  const pieces = new KnownPieces();
  pieces.add(decodePieceTable(table));
  return { columns: decodeTokenColumns(columns), pieces };
}
