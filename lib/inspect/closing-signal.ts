/**
 * A signal that aborts when the request does or when the process is asked to end. The server waits for open
 * streams, so an endless one would keep the process alive after SIGTERM for as long as a page is open.
 */
export function closingSignal(request: Request): AbortSignal {
  return AbortSignal.any([request.signal, ending.signal]);
}

const ending = new AbortController();
process.once("SIGTERM", () => ending.abort());
process.once("SIGINT", () => ending.abort());
