import type { IncomingMessage } from "node:http";

const HEADER = "x-turntree-address";

/** Writes where a request comes from into the one header that the door alone writes: routes see no socket. */
export function writeCallerAddress(request: IncomingMessage): void {
  request.headers[HEADER] = request.socket.remoteAddress ?? "";
}

/** Where a request comes from: the last proxy, where there is one. */
export function callerAddress(headers: Headers): string {
  return headers.get(HEADER) ?? "";
}
