import { createServer, type ServerResponse } from "node:http";
import { loadLanguageModel } from "@/lib/text/load-language-model";

/** About 40 tokens. */
const ANSWER = "The tests pass now that the lock is taken before the file is read. ".repeat(3).trim();

/**
 * An engine that answers at once: SGLang's native protocol for a recorder, and a finished reply of Chat Completions at
 * `/plain` for whoever only forwards. Tells its free port.
 */
const model = await loadLanguageModel("qwen3");
const [stop = 0] = model.stopTokenIds;
const ids = [...model.encode(ANSWER), stop];
const logProbs = ids.map((id) => [-0.25, id, null]);
const PLAIN = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: ANSWER }, finish_reason: "stop" }],
});

function generated(promptTokens: number, rid: unknown): string {
  return JSON.stringify({
    output_ids: ids,
    meta_info: {
      id: rid,
      finish_reason: { type: "stop", matched: stop },
      prompt_tokens: promptTokens,
      completion_tokens: ids.length,
      cached_tokens: 0,
      weight_version: "1",
      output_token_logprobs: logProbs,
    },
  });
}

function answer(path: string, text: string, response: ServerResponse): void {
  response.setHeader("content-type", "application/json");
  if (path === "/plain") response.end(PLAIN);
  else if (path === "/generate") {
    const { input_ids: prompt, rid, stream } = JSON.parse(text);
    const said = generated(prompt.length, rid);
    if (stream !== true) response.end(said);
    else {
      response.setHeader("content-type", "text/event-stream");
      response.end(`data: ${said}\n\ndata: [DONE]\n\n`);
    }
  } else if (path === "/v1/models") response.end('{"data":[{"id":"m","max_model_len":1000000}]}');
  else if (path === "/server_info") response.end('{"enable_deterministic_inference":true}');
  else response.end("{}");
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => answer(request.url ?? "", Buffer.concat(chunks).toString(), response));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.(address.port);
});
