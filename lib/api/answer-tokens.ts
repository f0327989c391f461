import { encodePieceTable } from "@/lib/core/tokens/piece-table";
import { encodeTokenColumns, type TokenColumns } from "@/lib/core/tokens/token-columns";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { pieceList } from "@/lib/inspect/session/pieces";
import { type AskedOwner, tokenizerOf } from "@/lib/inspect/session/tokenizer-of";
import { answerInspect } from "./answer-inspect";

type ReadTokens = (context: InspectContext, query: URLSearchParams) => Promise<TokenColumns>;

/** Answers with tokens in columns, in the layout of `TokenColumns`. */
export function answerTokens(request: Request, read: ReadTokens): Promise<Response> {
  return answerInspect(request, async (context, query) =>
    binaryResponse(encodeTokenColumns(await read(context, query))),
  );
}

/** Answers with what the ids of the same tokens stand for, in the layout of `TokenPiece`. */
export function answerPieces(
  request: Request,
  session: string,
  asked: AskedOwner,
  read: ReadTokens,
): Promise<Response> {
  return answerInspect(request, async (context, query) => {
    const { ids } = await read(context, query);
    const tokenizer = tokenizerOf(await inspectSession(context, session, query), asked);
    return binaryResponse(encodePieceTable(pieceList(ids, await context.vocabularyOf(tokenizer))));
  });
}

function binaryResponse(bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, {
    headers: { "content-type": "application/octet-stream", "cache-control": "no-store" },
  });
}
