import { ManagementError } from "./management-error";

/**
 * A request's body as it was before the client compressed it. Throws `ManagementError` 400 when it is said to be gzip
 * and is not, or is cut off; 413 past the limit, however small it was when it was sent.
 *
 * @param tooLarge what is said of a body past the limit, from its limit in bytes.
 */
export async function* plainBody(
  request: Request,
  limitBytes: number,
  tooLarge: (limit: number) => string,
): AsyncGenerator<Uint8Array> {
  let taken = 0;
  for await (const chunk of decompressed(request)) {
    taken += chunk.byteLength;
    if (taken > limitBytes) {
      throw new ManagementError(413, tooLarge(limitBytes));
    }
    yield chunk;
  }
}

async function* decompressed(request: Request): AsyncGenerator<Uint8Array> {
  const body = request.body ?? new Blob([]).stream();
  if (request.headers.get("content-encoding") !== "gzip") return yield* body;
  try {
    yield* body.pipeThrough(new DecompressionStream("gzip"));
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new ManagementError(400, `The body is not gzip: ${error.message}.`);
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
