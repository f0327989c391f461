import { subscribe } from "node:diagnostics_channel";
import { ServerResponse } from "node:http";

const LINES = "text/jsonl";

/**
 * Lets the web server compress exports for clients that accept it. Next sets the headers of a route's answer as lists,
 * and its compression takes a content type that is a list for none that it knows. A route cannot compress by itself
 * either: Next leaves out its `content-encoding`. Only exports are meant, so that replies stream as they are sampled.
 */
export function compressLines(): void {
  subscribe("http.server.request.start", (message) => {
    const response =
      typeof message === "object" && message !== null && "response" in message && message.response;
    if (!(response instanceof ServerResponse)) return;
    const setHeader = response.setHeader.bind(response);
    response.setHeader = (name, value) => {
      const [only, ...others] = typeof value === "object" ? value : [];
      const isOneType = others.length === 0 && name.toLowerCase() === "content-type";
      return setHeader(name, isOneType && only?.startsWith(LINES) ? only : value);
    };
  });
}
