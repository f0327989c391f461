import { MessageError } from "@/lib/core/message/message-error";
import type { MessageReading } from "@/lib/core/message/message-reading";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";

/** How the messages of a request are read. What another server answers is kept whole; what a model is shown must be known. */
export function requestReading({ media, forwarded = false }: ParseOptions): MessageReading {
  return { media, unknown: forwarded ? "keep" : "refuse" };
}

/** Reads part of a request with a reader of messages. Throws `RequestError` where that throws `MessageError`. */
export function readOfRequest<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof MessageError ? new RequestError(error.message, error.param) : error;
  }
}
