import { z } from "zod";
import type { GenerateRequest } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { engineFailure, engineWords } from "@/lib/engine/engine-failure";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { type EngineCall, openEngineCall } from "@/lib/engine/open-engine-call";
import { parseEngineJson } from "@/lib/engine/parse-engine-json";
import { type VllmRoute, vllmRequest } from "./vllm-request";

/** How long an engine may take to say how it is, in ms. */
const PATIENCE = 10_000;

const models = z.object({
  data: z.array(z.object({ id: z.string(), max_model_len: z.int().nullish() })).min(1),
});

/** What a server says of the route that it does not have, or was not started with. */
const NO_ROUTE: ReadonlySet<number> = new Set([403, 404, 405]);

/** vLLM's words for a model name that it does not serve. */
const NO_MODEL = /model .* does not exist/i;

/**
 * What is known of one vLLM: the model's name and the route that takes ids. Both are learned from calls, and anew
 * once the server is another: it was restarted, or serves another name.
 */
export class VllmServer {
  private model: Promise<string> | null = null;
  private route: VllmRoute = "/inference/v1/generate";
  private refusal: string | null = null;
  /** Whether `/v1/completions` was refused after the route for ids had been left for it. */
  private hasNoOther = false;
  private leftForSilence = false;

  constructor(private readonly options: EngineOptions) {}

  /** Why ids do not go over `/inference/v1/generate`, in one sentence; null while they do. */
  get otherRoute(): string | null {
    return this.refusal;
  }

  /**
   * Sends a request to the route that takes it. A refused route is a real answer to a real POST: some versions
   * answer GET as if they had a route that they then refuse.
   *
   * @throws EngineError in the engine's own words.
   */
  async open(request: GenerateRequest): Promise<EngineCall> {
    try {
      return await this.tryOpen(request, await this.modelName(request.signal), 2);
    } catch (error) {
      if (error instanceof EngineError && error.kind === "unreachable") this.forget();
      throw error;
    }
  }

  /**
   * Its answer told nothing of the prompt that it saw, as those of older versions do over the route for ids. The other
   * route echoes the prompt's ids.
   */
  movePastSilence(): void {
    if (this.route !== "/inference/v1/generate" || this.hasNoOther) return;
    this.refusal = `Ids go over /v1/completions: ${this.route} does not say which prompt it saw.`;
    this.route = "/v1/completions";
    this.leftForSilence = true;
  }

  /** The name under which the server serves its model, asked once until the server is another. */
  servedName(signal: AbortSignal): Promise<string> {
    return this.modelName(signal);
  }

  /** The first model that the server lists, and its context length in tokens; null where it lists none. */
  async describe(signal: AbortSignal): Promise<{ id: string; contextTokens: number | null } | null> {
    const { status, body } = await this.get("/v1/models", signal);
    if (status !== 200) throw engineFailure(status, body);
    const parsed = models.safeParse(parseEngineJson(body));
    const first = parsed.success ? parsed.data.data[0] : undefined;
    return first === undefined ? null : { id: first.id, contextTokens: first.max_model_len || null };
  }

  async get(path: string, signal: AbortSignal): Promise<{ status: number; body: string }> {
    const url = `${this.options.url}${path}`;
    const headers = engineHeaders(this.options);
    const call = await openEngineCall({ url, method: "GET", headers, signal, silenceMs: PATIENCE });
    return { status: call.status, body: await call.text() };
  }

  private async tryOpen(request: GenerateRequest, model: string, triesLeft: number): Promise<EngineCall> {
    const route = this.route;
    const call = await this.post(request, route, model);
    if (call.status === 200) return call;
    const body = await call.text();
    const words = engineWords(body) ?? "";
    if (triesLeft > 0 && call.status === 404 && NO_MODEL.test(words)) {
      this.forget();
      const served = await this.modelName(request.signal);
      if (served !== model) return this.tryOpen(request, served, triesLeft - 1);
    } else if (triesLeft > 0 && route === "/inference/v1/generate" && NO_ROUTE.has(call.status)) {
      this.refusal = `Ids go over /v1/completions: ${route} answers ${call.status}${words && `, ${words}`}.`;
      this.route = "/v1/completions";
      return this.tryOpen(request, model, triesLeft - 1);
    } else if (triesLeft > 0 && this.leftForSilence && NO_ROUTE.has(call.status)) {
      this.hasNoOther = true;
      this.forgetRoute();
      return this.tryOpen(request, model, triesLeft - 1);
    }
    throw engineFailure(call.status, body, call.headers);
  }

  private post(request: GenerateRequest, route: VllmRoute, model: string): Promise<EngineCall> {
    const { options } = this;
    return openEngineCall({
      url: `${options.url}${route}`,
      method: "POST",
      headers: { ...engineHeaders(options), ...request.traceHeaders, "x-request-id": request.requestId },
      body: vllmRequest(request, route, model),
      signal: request.signal,
      silenceMs: options.silenceMs,
    });
  }

  /** An adapter is a model of its own to vLLM. */
  private modelName(signal: AbortSignal): Promise<string> {
    const { adapter } = this.options;
    if (adapter) return Promise.resolve(adapter);
    this.model ??= this.describe(signal)
      .then((described) => {
        if (described !== null) return described.id;
        throw new EngineError("garbage", `${this.options.url}/v1/models names no model.`);
      })
      .catch((error: unknown) => {
        this.model = null;
        throw error;
      });
    return this.model;
  }

  private forget(): void {
    this.model = null;
    this.hasNoOther = false;
    this.forgetRoute();
  }

  private forgetRoute(): void {
    this.route = "/inference/v1/generate";
    this.refusal = null;
    this.leftForSilence = false;
  }
}
