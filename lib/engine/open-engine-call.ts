import type { IncomingHttpHeaders } from "node:http";
import { Agent, type Dispatcher, request } from "undici";
import { errorMessage } from "@/lib/core/base/error-message";
import { EngineError } from "./engine-error";
import { MOST_FAILURE_LENGTH, MOST_MESSAGE_LENGTH } from "./message-length";

export interface EngineCallInput {
  readonly url: string;
  readonly method: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  /** Longest time without a byte from the engine, in ms. */
  readonly silenceMs: number;
}

/** An answer whose head has arrived. */
export interface EngineCall {
  readonly status: number;
  readonly contentType: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as it arrives; read it once, one way or another. Throws as `openEngineCall` does. */
  bytes(): AsyncGenerator<Uint8Array, void, undefined>;
  /** The body as text, as it arrives. */
  chunks(): AsyncGenerator<string, void, undefined>;
  /** The whole body. Of a failure's no more than anybody reads; a longer one that is none throws `EngineError`. */
  text(): Promise<string>;
  /** Leaves what has not arrived. */
  close(): void;
}

/**
 * Connections without time limits of their own: a generation may take an hour before its first byte. They are not
 * kept alive: a request that meets a connection which the engine is just closing could only be sent again. A generation
 * is never sent twice.
 */
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, pipelining: 0, connect: { timeout: 10_000 } });

/**
 * Calls an engine. Throws the signal's reason when it aborts, else `EngineError`: `unreachable` when there is no
 * connection or it breaks, `silent` after `silenceMs` without a byte.
 */
export async function openEngineCall(input: EngineCallInput): Promise<EngineCall> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), input.silenceMs).unref();
  const failure = (error: unknown): unknown => {
    clearTimeout(timer);
    if (input.signal.aborted) return input.signal.reason;
    if (silence.signal.aborted) return silentError(input.silenceMs);
    return new EngineError("unreachable", `The engine at ${input.url} ${reason(error)}.`, null, {
      cause: error,
      isUnsent: NO_CONNECTION.has(codeOf(error)),
    });
  };
  try {
    const response = await request(input.url, {
      method: input.method,
      headers: { "content-type": "application/json", ...input.headers },
      body: input.body,
      signal: AbortSignal.any([input.signal, silence.signal]),
      dispatcher: agent,
    });
    timer.refresh();
    const contentType = response.headers["content-type"];
    async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        for await (const chunk of response.body) {
          timer.refresh();
          yield chunk;
        }
      } catch (error) {
        throw failure(error);
      } finally {
        clearTimeout(timer);
      }
    }
    async function* chunks(): AsyncGenerator<string, void, undefined> {
      const decoder = new TextDecoder();
      for await (const chunk of bytes()) yield decoder.decode(chunk, { stream: true });
    }
    return {
      status: response.statusCode,
      contentType: typeof contentType === "string" ? contentType : "",
      headers: response.headers,
      bytes,
      chunks,
      async text() {
        const isFailure = response.statusCode >= 400;
        const most = isFailure ? MOST_FAILURE_LENGTH : MOST_MESSAGE_LENGTH;
        let text = "";
        for await (const chunk of chunks()) {
          text += chunk;
          if (text.length <= most) continue;
          if (isFailure) return text.slice(0, most);
          throw new EngineError("garbage", `The engine's answer has more than ${most} characters.`);
        }
        return text;
      },
      close: () => void response.body.on("error", () => undefined).destroy(),
    };
  } catch (error) {
    throw failure(error);
  }
}

function silentError(silenceMs: number): EngineError {
  return new EngineError("silent", `The engine sent nothing for ${silenceMs / 1000} s.`);
}

/** Codes of failures before there was a connection. */
const NO_CONNECTION: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "UND_ERR_CONNECT_TIMEOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function reason(error: unknown): string {
  const code = codeOf(error);
  if (code === "ECONNREFUSED") return "refused the connection";
  if (code === "UND_ERR_CONNECT_TIMEOUT") return "did not accept a connection in time";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "has a name that does not resolve";
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET")
    return "broke the connection before its answer was whole";
  return `cannot be reached: ${errorMessage(error)}`;
}
