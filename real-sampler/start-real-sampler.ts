import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type GenerateWireRequest, generateRequestSchema } from "@/scenarios/sim/generate-request";
import { readRequestText, sendJson } from "@/scenarios/sim/http-reply";
import { seededRandom } from "@/scenarios/sim/random";
import { readConversation } from "@/scenarios/sim/read-conversation";
import { type FrameFinish, replyFrame } from "@/scenarios/sim/reply-frame";
import { simAnswerSchema } from "@/scenarios/sim/sim-answer";
import { loadVocabulary, type SimVocabulary } from "@/scenarios/sim/vocabulary";
import { WeightLog } from "@/scenarios/sim/weight-log";
import { answerCompletion } from "./answer-completion";
import { type AnswerPart, AnswerShape } from "./answer-shape";
import { type Llama, loadLlama } from "./load-llama";
import type { RealGeneration } from "./real-generation";
import { sampleTokens } from "./sample-tokens";

export interface RealSampler {
  readonly url: string;
  /** Everything that was sampled, by request id. */
  readonly generations: ReadonlyMap<string, RealGeneration>;
  close(): Promise<void>;
}

/** Frames are sent after so many tokens. */
const FRAME_TOKENS = 8;

/** SGLang's route, and llama-server's. */
const ROUTES = new Map([
  ["/generate", generate],
  ["/completion", answerCompletion],
]);

/**
 * Serves llama.cpp with a tiny model behind SGLang's `/generate` and llama-server's `/completion`. One generation at a
 * time, like its one sequence.
 */
export async function startRealSampler(modelPath: string, tokenizerFolder: string): Promise<RealSampler> {
  const llama = await loadLlama(modelPath);
  const vocabulary = loadVocabulary(tokenizerFolder);
  const generations = new Map<string, RealGeneration>();
  let turn: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    const answer = ROUTES.get(request.url ?? "");
    if (answer === undefined) {
      response.writeHead(200).end("{}");
      return;
    }
    turn = turn
      .then(() => answer(llama, vocabulary, generations, request, response))
      .catch(() => {
        response.destroy();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    generations,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await llama.dispose();
    },
  };
}

async function generate(
  llama: Llama,
  vocabulary: SimVocabulary,
  generations: Map<string, RealGeneration>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = generateRequestSchema.parse(JSON.parse(await readRequestText(incoming)));
  const random = seededRandom(generations.size + 1);
  const shape = shapeOf(request, vocabulary, random);
  const stopIds = request.sampling_params.stop_token_ids ?? [];
  const ids: number[] = [];
  const logProbs: number[] = [];
  const requestId = request.rid ?? "";
  const weights = new WeightLog(() => "random");
  const frame = (finish: FrameFinish | null) =>
    replyFrame({
      request,
      requestId,
      vocabulary,
      finish,
      plan: { ids, logProbs, finish: { type: "length", length: ids.length } },
      answer: simAnswerSchema.parse({}),
      from: 0,
      to: ids.length,
      startedAt: 0,
      weights,
      weightVersion: "random",
    });
  const sampled = sampleTokens({
    sequence: llama.sequence,
    promptIds: request.input_ids,
    maxTokens: request.sampling_params.max_new_tokens,
    temperature: request.sampling_params.temperature,
    stopIds,
    seed: 1 + Math.floor(random() * 0x7fff_ffff),
    shape,
    shapeStop: vocabulary.special.get("<|im_end|>") ?? -1,
    random,
  });
  if (request.stream) response.writeHead(200, { "content-type": "text/event-stream" });
  for await (const { id, logProb } of sampled) {
    ids.push(id);
    logProbs.push(logProb);
    weights.note(ids.length);
    if (request.stream && ids.length % FRAME_TOKENS === 0)
      response.write(`data: ${JSON.stringify(frame(null))}\n\n`);
  }
  const last = ids.at(-1) ?? -1;
  const finish: FrameFinish = stopIds.includes(last)
    ? { type: "stop", matched: last }
    : { type: "length", length: ids.length };
  generations.set(requestId, { promptIds: request.input_ids, outputIds: ids, logProbs });
  if (request.stream) response.end(`data: ${JSON.stringify(frame(finish))}\n\ndata: [DONE]\n\n`);
  else sendJson(response, 200, frame(finish));
}

/** Where tools are declared, every other answer to a user is a tool call with words of the model's own in it. */
function shapeOf(
  request: GenerateWireRequest,
  vocabulary: SimVocabulary,
  random: () => number,
): AnswerShape | null {
  const { last, system } = readConversation(request.input_ids, vocabulary);
  if (!system.includes("<tools>") || last.role !== "user" || random() < 0.5) return null;
  const literal = (text: string): AnswerPart => ({ type: "literal", text });
  const free = (tokens: number): AnswerPart => ({ type: "free", tokens });
  return new AnswerShape(
    [
      ...(random() < 0.3 ? [free(3), literal("\n")] : []),
      literal('<tool_call>\n{"name": "run", "arguments": {"command": "'),
      free(1 + Math.floor(random() * 8)),
      literal('"}}\n</tool_call>'),
    ],
    vocabulary,
  );
}
