import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { errorMessage } from "@/lib/core/base/error-message";
import { objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import type { RenderChat } from "@/lib/text/template/engine-template";
import { readRequestText, sendJson } from "@/scenarios/sim/http-reply";

/** An engine that also renders conversations, as SGLang does over `/v1/tokenize`. */
export interface RenderingEngine {
  readonly url: string;
  /** Texts that it was asked to tokenize, and conversations to render. */
  readonly asked: () => number;
  /** As if it were started again with another tokenizer. */
  serve(tokenize: TokenizeText): void;
  close(): Promise<void>;
}

type TokenizeText = (text: string) => Int32Array;

/**
 * Stands before a simulated engine and renders conversations itself; all else is passed on.
 *
 * @param first Its tokenizer; none unless given.
 */
export async function startRenderingEngine(
  target: string,
  renderChat: RenderChat | null,
  first: TokenizeText | null = null,
): Promise<RenderingEngine> {
  let asked = 0;
  let tokenize = first;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readRequestText(request);
    if (request.url === "/v1/tokenize") {
      asked++;
      const { prompt, ...conversation } = objectOf(parseJson(text));
      const tokens = prompt === undefined ? await renderChat?.(conversation) : tokenize?.(String(prompt));
      if (tokens === undefined) return sendJson(response, 404, { detail: "Not Found" });
      return sendJson(response, 200, { tokens: [...tokens] });
    }
    const { method = "GET" } = request;
    const answer = await fetch(`${target}${request.url}`, { method, ...(text !== "" && { body: text }) });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    for await (const chunk of answer.body ?? []) response.write(chunk);
    response.end();
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      sendJson(response, 400, { error: { message: errorMessage(error) } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    asked: () => asked,
    serve(next) {
      tokenize = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
