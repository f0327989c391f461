import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { EngineError, type EngineErrorKind } from "./engine-error";

/** The shapes in which engines and their routers wrap their own words. */
const errorBody = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform((body) => body.error.message),
  z.object({ error: z.string() }).transform((body) => body.error),
  z.object({ message: z.string() }).transform((body) => body.message),
  z.object({ detail: z.string() }).transform((body) => body.detail),
]);

/** How SGLang, vLLM and llama.cpp say that a prompt, or a prompt and what is asked for, is too long. */
const CONTEXT_FULL =
  /longer than the model's context length|maximum context length|maximum model length|exceeds the available context size|exceed_context_size/i;

/** Characters of a body that is not JSON which are shown. */
const SHOWN = 500;

/** The error that an HTTP answer other than 200 stands for, in the engine's own words. */
export function engineFailure(status: number, body: string, headers: IncomingHttpHeaders = {}): EngineError {
  const words = engineWords(body) ?? (body.trim().slice(0, SHOWN) || `HTTP ${status}`);
  return new EngineError(failureKind(status, `${words} ${body.slice(0, SHOWN)}`), words, status, {
    retryAfterSeconds: retryAfterOf(headers["retry-after"]),
  });
}

/** The longest wait that is passed on, in seconds: no engine knows so far ahead. */
const LONGEST_WAIT = 3600;

/** `retry-after` in seconds; a date is what nobody's engine sends. */
function retryAfterOf(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,9}$/.test(header.trim())) return undefined;
  return Math.min(Number(header), LONGEST_WAIT);
}

/** The message inside an engine's error body; null when it holds none. */
export function engineWords(body: string): string | null {
  try {
    const parsed = errorBody.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** What kind of failure a status and the engine's words make. */
export function failureKind(status: number, words: string): EngineErrorKind {
  if (CONTEXT_FULL.test(words)) return "context_full";
  return status === 400 || status === 413 || status === 422 ? "rejected" : "failed";
}
