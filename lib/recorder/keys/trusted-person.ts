import type { IncomingMessage } from "node:http";
import type { Settings } from "@/lib/settings/settings";

const HEADER = "x-turntree-person";

/** A name that is longer is none: no directory has one. */
const LONGEST_NAME = 200;

type TrustSettings = Pick<Settings, "readerHeader" | "trustedProxies">;

/**
 * Writes whom a proxy in front names into the one header that the door alone writes. The proxy's own header is read
 * only where the request comes from one of the addresses that are trusted with it, and never goes further.
 */
export function writePerson(request: IncomingMessage, { readerHeader, trustedProxies }: TrustSettings): void {
  delete request.headers[HEADER];
  if (readerHeader === null) return;
  const told = request.headers[readerHeader];
  delete request.headers[readerHeader];
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (!trustedProxies.includes(address) || typeof told !== "string") return;
  const name = told.trim();
  if (name !== "" && name.length <= LONGEST_NAME && /^[\x20-\x7e]+$/.test(name))
    request.headers[HEADER] = name;
}

/** The person who sends a request, as a trusted proxy says; null where none says. */
export function personOf(headers: Headers): string | null {
  return headers.get(HEADER);
}
