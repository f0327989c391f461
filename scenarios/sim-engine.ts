import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { errorMessage } from "@/lib/core/base/error-message";
import type { Scenario } from "./scenario";
import { SCENARIOS } from "./scenarios";
import type { AnswerWriter } from "./sim/choose-answer";
import { handleGenerate } from "./sim/handle-generate";
import { readRequestText, sendJson, sendText } from "./sim/http-reply";
import { scenarioScript } from "./sim/scenario-script";
import { simAnswerSchema } from "./sim/sim-answer";
import { SimState } from "./sim/sim-state";
import { defaultTokenizerFolder, loadVocabulary } from "./sim/vocabulary";

export interface SimEngineOptions {
  readonly host?: string;
  /** 0: any free port. */
  readonly port?: number;
  /** A folder with `tokenizer.json`; the real Qwen3 one unless given. */
  readonly tokenizerFolder?: string;
  /** Streams frames that hold only what is new, as `--incremental-streaming-output` does. */
  readonly incremental?: boolean;
  readonly contextTokens?: number;
  readonly seed?: number;
  /** The sessions whose answers it knows by heart; the named ones unless given. */
  readonly scenarios?: readonly Scenario[];
  /** Scripts the answers from within this process, such as a run of a real client. */
  readonly answerTo?: AnswerWriter;
  /** Generations that `GET /sim/generations` can still show; 256 unless given. */
  readonly kept?: number;
}

export interface SimEngine {
  readonly url: string;
  close(): Promise<void>;
}

/** Qwen3's context window stretched by YaRN, twice over: room for the longest scenario. */
const CONTEXT_TOKENS = 262_144;

const KEPT_GENERATIONS = 256;

/**
 * Starts the simulated engine: an HTTP server that speaks SGLang's native protocol and samples scripted or
 * invented answers over a real vocabulary, by a tokenisation of its own. See docs/simulated-engine.md.
 */
export async function startSimEngine(options: SimEngineOptions = {}): Promise<SimEngine> {
  const state = new SimState({
    vocabulary: loadVocabulary(options.tokenizerFolder ?? defaultTokenizerFolder()),
    script: scenarioScript(options.scenarios ?? SCENARIOS),
    answerTo: options.answerTo,
    incremental: options.incremental ?? false,
    contextTokens: options.contextTokens ?? CONTEXT_TOKENS,
    seed: options.seed ?? 1,
    kept: options.kept ?? KEPT_GENERATIONS,
  });
  const server = createServer((request, response) => {
    route(state, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendText(response, 500, errorMessage(error));
    });
  });
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(state: SimState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?")[0];
  switch (`${request.method} ${path}`) {
    case "POST /generate":
    case "PUT /generate":
      return handleGenerate(state, await readRequestText(request), response);
    case "POST /abort_request":
      return abortRequest(state, await readRequestText(request), response);
    case "POST /pause_generation":
      return pauseGeneration(state, await readRequestText(request), response);
    case "POST /continue_generation":
      state.goOn();
      return sendJson(response, 200, { status: "ok" });
    case "POST /update_weight_version":
      return updateWeightVersion(state, await readRequestText(request), response);
    case "GET /health":
    case "GET /health_generate":
      response.writeHead(200).end();
      return;
    case "GET /model_info":
      return sendJson(response, 200, modelInfo(state));
    case "GET /server_info":
      // It draws by the seed of a request, as SGLang does under that flag alone.
      return sendJson(response, 200, { enable_deterministic_inference: true });
    case "GET /v1/models":
      return sendJson(response, 200, {
        object: "list",
        data: [
          { id: "turntree-sim", object: "model", root: "turntree-sim", max_model_len: state.contextTokens },
        ],
      });
    case "GET /sim/generations":
      return sendJson(response, 200, state.generations);
    case "GET /sim/running":
      return sendJson(response, 200, [...state.running.keys()]);
    case "GET /sim/held":
      return sendJson(response, 200, [...state.held.keys()]);
    case "POST /sim/release":
      state.release();
      response.writeHead(200).end();
      return;
    case "POST /sim/answers":
      return queueAnswers(state, await readRequestText(request), response);
    default:
      return sendJson(response, 404, { detail: "Not Found" });
  }
}

function modelInfo(state: SimState): unknown {
  return {
    model_path: "turntree-sim",
    served_model_name: "turntree-sim",
    tokenizer_path: "turntree-sim",
    is_generation: true,
    preferred_sampling_params: null,
    weight_version: state.weightVersion,
    has_image_understanding: false,
    has_audio_understanding: false,
  };
}

const abortBody = z.object({ rid: z.string().default(""), abort_all: z.boolean().default(false) });

function abortRequest(state: SimState, body: string, response: ServerResponse): void {
  const { rid, abort_all } = abortBody.parse(JSON.parse(body));
  if (abort_all || rid !== "") state.abort(abort_all ? "" : rid);
  response.writeHead(200).end();
}

const pauseBody = z.object({ mode: z.enum(["abort", "retract", "in_place"]).default("abort") });

/** `abort` ends what runs; the other two let it go on with `/continue_generation`. Calls that come meanwhile wait. */
function pauseGeneration(state: SimState, body: string, response: ServerResponse): void {
  const { mode } = pauseBody.parse(JSON.parse(body || "{}"));
  state.pause();
  if (mode === "abort") state.abort("");
  sendJson(response, 200, { status: "ok" });
}

const versionBody = z.object({ new_version: z.string(), abort_all_requests: z.boolean().default(true) });

function updateWeightVersion(state: SimState, body: string, response: ServerResponse): void {
  const { new_version, abort_all_requests } = versionBody.parse(JSON.parse(body));
  if (abort_all_requests) state.abort("");
  state.weightVersion = new_version;
  sendJson(response, 200, {
    success: true,
    message: `Weight version updated to ${new_version}`,
    new_version,
  });
}

/** Answers for the next generations, whatever they ask, in the order in which they arrive. */
function queueAnswers(state: SimState, body: string, response: ServerResponse): void {
  const parsed = z.array(simAnswerSchema).safeParse(JSON.parse(body));
  if (!parsed.success) {
    sendJson(response, 400, { error: { message: z.prettifyError(parsed.error) } });
    return;
  }
  state.queued.push(...parsed.data);
  sendJson(response, 200, { queued: state.queued.length });
}
