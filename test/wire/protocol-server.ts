import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { CallReply, CallRequest, Protocol, ReplyDelta } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";

export interface ProtocolServer {
  readonly url: string;
  /** Every request that was read, in order. */
  readonly requests: readonly CallRequest[];
  close(): Promise<void>;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** The deltas that a reader would give for a reply: reasoning and text in pieces of `size` characters, then the calls. */
export function deltasOf(reply: CallReply, size = 3): ReplyDelta[] {
  const deltas: ReplyDelta[] = [];
  const pieces = (text: string, type: "reasoning" | "content") => {
    for (let at = 0; at < text.length; at += size) deltas.push({ type, text: text.slice(at, at + size) });
  };
  pieces(reply.message.reasoning_content ?? "", "reasoning");
  pieces(reply.message.content ?? "", "content");
  reply.message.tool_calls?.forEach((call, index) => {
    deltas.push({ type: "tool_call", index, call });
  });
  return deltas;
}

function answer(protocol: Protocol, request: CallRequest, reply: CallReply, response: ServerResponse): void {
  if (!request.stream) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(stringifyJson(protocol.formatReply(reply, request)));
    return;
  }
  const stream = protocol.openStream(request, {
    id: reply.id,
    created: reply.created,
    promptIds: new Int32Array(reply.promptTokens),
  });
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(stream.open());
  response.write(stream.keepAlive());
  // The engine may pause anywhere in its answer.
  for (const delta of deltasOf(reply)) response.write(stream.delta(delta) + stream.keepAlive());
  response.end(stream.close(reply));
}

/** A server that reads with a protocol and answers every call with the next of the given replies, so that real SDKs can be pointed at it. */
export async function startProtocolServer(
  protocol: Protocol,
  replies: readonly CallReply[],
): Promise<ProtocolServer> {
  const requests: CallRequest[] = [];
  const server = createServer((incoming, response) => {
    void bodyOf(incoming).then((text) => {
      try {
        const request = protocol.parseRequest(parseJson(text));
        const reply = replies[requests.length % replies.length];
        if (reply === undefined) throw new Error("no reply was given");
        requests.push(request);
        answer(protocol, request, reply, response);
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        const failure = protocol.formatError({
          status: 400,
          kind: "invalid_request",
          message: error.message,
        });
        response.writeHead(failure.status, { "content-type": "application/json", ...failure.headers });
        response.end(stringifyJson(failure.body));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
