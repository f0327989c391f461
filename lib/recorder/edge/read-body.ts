import { CallError } from "./call-error";
import { ValueCount } from "./value-count";

/** A body may hold so many JSON values: ten times what the longest conversations do. */
const MOST_VALUES = 500_000;

function tooLarge(limitBytes: number): CallError {
  return new CallError({
    status: 413,
    kind: "too_large",
    message: `The request body is larger than ${limitBytes} bytes.`,
  });
}

function tooMany(): CallError {
  return new CallError({
    status: 413,
    kind: "too_large",
    message: `The request body holds more than ${MOST_VALUES} JSON values.`,
  });
}

function notUtf8(): CallError {
  return new CallError({
    status: 400,
    kind: "invalid_request",
    message: "The request body is not UTF-8 text.",
  });
}

/**
 * Reads a request body as text, never holding more than the limit. A declared length is judged before a byte is read, a
 * chunked body while it arrives, and so is how many values it holds.
 *
 * @throws CallError 413 past a limit; 400 when the body breaks off or is not UTF-8.
 */
export async function readBody(request: Request, limitBytes: number): Promise<string> {
  return bodyText(await readBytes(request, limitBytes));
}

/**
 * As `readBody`, the bytes as they came.
 *
 * @throws CallError 413 past a limit; 400 when the body breaks off.
 */
export async function readBytes(request: Request, limitBytes: number): Promise<readonly Uint8Array[]> {
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) {
    await request.body?.cancel().catch(() => undefined);
    throw tooLarge(limitBytes);
  }
  return readChunks(request, limitBytes);
}

/**
 * The text of a body.
 *
 * @throws CallError 400 when it is not UTF-8.
 */
export function bodyText(chunks: readonly Uint8Array[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw notUtf8();
  }
}

async function readChunks(request: Request, limitBytes: number): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  if (request.body === null) return chunks;
  const reader = request.body.getReader();
  const count = new ValueCount();
  for (let total = 0; ; ) {
    const { done, value } = await reader.read().catch(() => {
      throw new CallError({ status: 400, kind: "invalid_request", message: "The request body broke off." });
    });
    if (done) return chunks;
    total += value.byteLength;
    count.add(value);
    if (total > limitBytes || count.values > MOST_VALUES) {
      await reader.cancel().catch(() => undefined);
      throw total > limitBytes ? tooLarge(limitBytes) : tooMany();
    }
    chunks.push(value);
  }
}
