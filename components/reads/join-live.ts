import { joinElection } from "./live-election";
import { LiveHub } from "./live-hub";
import type { LiveMessage } from "./live-message";

type Listener = (message: LiveMessage) => void;
type Leave = () => void;

const openSource = (url: string) => new EventSource(url);

/** A tab's own stream, where the browser has no way to share one. */
const ownHub = new LiveHub(openSource);

/**
 * Listens to the browser's one event stream: browsers allow six connections to a server, and a stream for each tab
 * would leave none for the seventh. Returns the way to stop.
 */
export function joinLive(listener: Listener): Leave {
  if (typeof SharedWorker === "function") return joinWorker(listener);
  return joinWithoutWorker(listener);
}

function joinWithoutWorker(listener: Listener): Leave {
  const { locks } = navigator;
  // A page of another machine without HTTPS has no locks.
  if (locks === undefined || typeof BroadcastChannel !== "function") return ownHub.join(listener);
  return joinElection(
    {
      channel: (name) => new BroadcastChannel(name),
      whenAlone: (name, signal, work) => locks.request(name, { signal }, work),
      openSource,
    },
    listener,
  );
}

function joinWorker(listener: Listener): Leave {
  const worker = new SharedWorker(new URL("./live-worker.ts", import.meta.url), { type: "module" });
  let other: Leave | null = null;
  worker.port.addEventListener("message", ({ data }: MessageEvent<LiveMessage>) => listener(data));
  // A browser that may not load it shares the stream in another way.
  worker.addEventListener("error", () => {
    other ??= joinWithoutWorker(listener);
  });
  worker.port.start();
  const leave = (): void => {
    other?.();
    worker.port.postMessage("leave");
    worker.port.close();
  };
  // A page that is left and kept (back, forward) is no longer looked at.
  addEventListener("pagehide", leave, { once: true });
  return () => {
    removeEventListener("pagehide", leave);
    leave();
  };
}
