import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";

/**
 * Lets requests of this process's servers take as long as they need to arrive. Node closes the connection of one that
 * is not all there after 300 s, and an import is read only as fast as it is worked on. Next makes the server itself
 * and has no setting for it; a server is known from its first request on, which is early enough, since the limit is
 * looked at while it runs.
 */
export function allowLongRequests(): void {
  subscribe("http.server.request.start", (message) => {
    const server = typeof message === "object" && message !== null && "server" in message && message.server;
    if (server instanceof Server) server.requestTimeout = 0;
  });
}
