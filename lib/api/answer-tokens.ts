import { encodePieceTable } from "@/lib/core/tokens/piece-table";
import { encodeTokenColumns, type TokenColumns } from "@/lib/core/tokens/token-columns";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { pieceList } from "@/lib/inspect/session/pieces";
import { answerInspect } from "./answer-inspect";

type ReadTokens = (context: InspectContext, query: URLSearchParams) => Promise<TokenColumns>;

/** Answers with tokens in columns, in the layout of `TokenColumns`. */
export function answerTokens(request: Request, read: ReadTokens): Promise<Response> {
  return answerInspect(request, async (context, query) =>
    binaryResponse(encodeTokenColumns(await read(context, query))),
  );
}

/** Answers with what the ids of the same tokens stand for, in the layout of `TokenPiece`. */
export function answerPieces(request: Request, read: ReadTokens): Promise<Response> {
  return answerInspect(request, async (context, query) => {
    const { ids } = await read(context, query);
    return binaryResponse(encodePieceTable(pieceList(ids, context.model)));
  });
}

function binaryResponse(bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, {
    headers: { "content-type": "application/octet-stream", "cache-control": "no-store" },
  });
}
