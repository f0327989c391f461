import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { errorMessage } from "@/lib/core/base/error-message";
import type { Turn } from "@/lib/core/recording/turn";

/** A server that samples what was recorded. */
export interface RecordedEngineServer {
  readonly url: string;
  /** Gives the answer of the next generation. */
  next(turn: Turn): void;
  close(): Promise<void>;
}

const generateBody = z.object({
  rid: z.string(),
  input_ids: z.array(z.number()),
  sampling_params: z.object({ stop_token_ids: z.array(z.number()) }),
});

/**
 * Serves recorded answers, one after another, as SGLang's `/generate` does, to a Turntree started with
 * `TURNTREE_ENGINE=sglang` and this URL. A probe is answered by a stop token and takes no answer away.
 *
 * @param port 0: any free one.
 */
export async function serveRecordedEngine(port = 0): Promise<RecordedEngineServer> {
  const answers: Turn[] = [];
  const server = createServer((request, response) => {
    answer(answers, request, response).catch((error: unknown) => {
      send(response, 400, { error: { message: errorMessage(error) } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    next: (turn) => {
      answers.push(turn);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(answers: Turn[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/abort_request" || request.url === "/model_info") return send(response, 200, {});
  if (request.url !== "/generate") return send(response, 404, { detail: "Not Found" });
  const { rid, input_ids, sampling_params } = generateBody.parse(JSON.parse(await text(request)));
  if (rid.startsWith("probe")) {
    const stop = sampling_params.stop_token_ids.slice(0, 1);
    return send(response, 200, reply(stop, [0], { type: "stop", matched: stop[0] }, input_ids.length, null));
  }
  const turn = answers.shift();
  if (turn === undefined) {
    return send(response, 500, { error: { message: "The recording holds no more answers." } });
  }
  const ids = Array.from(turn.outputIds);
  const finish = { type: finishType(turn), matched: turn.matchedStop };
  send(response, 200, reply(ids, turn.outputLogProbs, finish, input_ids.length, turn.weightVersion));
}

function reply(
  ids: readonly number[],
  logProbs: ArrayLike<number> | null,
  finish: { readonly type: string; readonly matched: number | string | null | undefined },
  promptTokens: number,
  weightVersion: string | null,
): unknown {
  return {
    output_ids: ids,
    meta_info: {
      finish_reason: finish,
      prompt_tokens: promptTokens,
      completion_tokens: ids.length,
      weight_version: weightVersion,
      // JSON has no NaN; SGLang writes null for a log-prob that is not known.
      output_token_logprobs: logProbs === null ? [] : ids.map((id, i) => [logProbs[i] ?? null, id, null]),
    },
  };
}

/** SGLang knows three ends; calls of tools are the recorder's own reading of an answer that stopped. */
function finishType({ finishReason }: Turn): "stop" | "length" | "abort" {
  switch (finishReason) {
    case "stop":
    case "tool_calls":
      return "stop";
    case "length":
      return "length";
    case "abort":
    case "error":
      return "abort";
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
