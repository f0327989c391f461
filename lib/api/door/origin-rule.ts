import type { IncomingHttpHeaders } from "node:http";

/** What a browser says of who sends a request, and of what it is for. */
export interface SentBy {
  readonly method: string;
  /** Whether the address is a page, which other sites may link to. */
  readonly isPage: boolean;
  readonly headers: IncomingHttpHeaders;
}

/** An origin without its scheme: a proxy in front may speak another. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && hostOf(origin) !== null && hostOf(origin) === hostOf(`http://${host}`);
}

/** A link that is followed, or an address that is opened, to look at a page: nothing of it reaches the other site. */
function isVisit({ method, isPage, headers }: SentBy): boolean {
  return (
    isPage &&
    (method === "GET" || method === "HEAD") &&
    headers["sec-fetch-mode"] === "navigate" &&
    headers["sec-fetch-dest"] === "document"
  );
}

/**
 * Whether a page of another site sends a request. Browsers name the site in `Origin` with every write and every read
 * across origins, and in `Sec-Fetch-Site` with all else, images and forms included. What is no browser sends neither.
 * Source: Fetch, 3.1; W3C Fetch Metadata Request Headers, 2.
 *
 * @param allowed further origins whose pages may send requests, as `https://host:port`.
 */
export function isForeignRequest(sent: SentBy, allowed: readonly string[]): boolean {
  const { origin, host, "sec-fetch-site": site } = sent.headers;
  if (origin !== undefined) return !allowed.includes(origin) && !isOwnOrigin(origin, host);
  return (site === "cross-site" || site === "same-site") && !isVisit(sent);
}
