import type { IncomingMessage, ServerResponse } from "node:http";

export async function readRequestText(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(body);
}

/** SGLang answers a stream's errors with HTTP 200 and an `error` frame. */
export function sendFailure(
  response: ServerResponse,
  status: number,
  message: string,
  stream: boolean,
): void {
  if (!stream) {
    const scheduler = { object: "error", message, type: String(status), param: null, code: status };
    sendJson(response, status, status === 400 ? { error: { message } } : scheduler);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const type = status === 400 ? "invalid_request_error" : "internal_error";
  const error = { message, type, code: status, retryable: false };
  response.end(`data: ${JSON.stringify({ error })}\n\ndata: [DONE]\n\n`);
}
