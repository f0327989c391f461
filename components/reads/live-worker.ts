import { assume } from "@/lib/core/base/assume";
import { LiveHub } from "./live-hub";

/** Begins the worker that the browser's tabs share: it has the event stream, and each tab a port. */
const hub = new LiveHub((url) => new EventSource(url));

const worker = assume<{ onconnect: ((event: MessageEvent) => void) | null }>(
  globalThis,
  "this file runs in a SharedWorker",
);

worker.onconnect = ({ ports: [port] }) => {
  if (port === undefined) return;
  const leave = hub.join((message) => port.postMessage(message));
  // A tab says when it leaves; one that died is found by the browser, which then closes its port.
  port.addEventListener("message", leave);
  port.addEventListener("close", leave);
  port.start();
};
