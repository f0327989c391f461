import { createHash } from "node:crypto";

/** A file before it is downloaded. */
export interface ExportedFile {
  readonly bytes: number;
  /** Of the file as it is downloaded, compressed or not; hex. */
  readonly sha256: string;
}

/**
 * Length and digest of an export, by making all of it and keeping nothing. Stops, with an `AbortError`, when nobody
 * waits any more.
 *
 * @example
 * await summariseExport(new Blob(["{}\n"]).stream(), signal); // { bytes: 3, sha256: "ca3d163b…" }
 */
export async function summariseExport(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<ExportedFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    hash.update(next.value);
    bytes += next.value.length;
    if (!signal.aborted) continue;
    await reader.cancel();
    signal.throwIfAborted();
  }
  return { bytes, sha256: hash.digest("hex") };
}
