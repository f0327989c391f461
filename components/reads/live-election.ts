import { LiveHub, type LiveSource } from "./live-hub";
import type { LiveMessage } from "./live-message";

/** The name of the lock that the tab with the stream holds, and of the channel over which it tells the others. */
const NAME = "turntree-live";

/** Of the browser what an election needs. */
export interface Electorate {
  readonly channel: (name: string) => BroadcastChannel;
  /** Runs the work once no other tab runs it, until the signal aborts or the tab is gone. */
  readonly whenAlone: (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<unknown>;
  readonly openSource: (url: string) => LiveSource;
}

/**
 * Shares an event stream between tabs where no worker can: the tab that holds the lock has the stream and tells the
 * others. When it goes, the next has the lock, and goes on from the last event that it heard of.
 */
export function joinElection(
  { channel: open, whenAlone, openSource }: Electorate,
  listener: (message: LiveMessage) => void,
): () => void {
  const channel = open(NAME);
  const leaving = new AbortController();
  let lastId: string | null = null;
  channel.addEventListener("message", ({ data }: MessageEvent<LiveMessage>) => {
    if (data.type !== "lost") lastId = data.id;
    listener(data);
  });
  const lead = () =>
    new Promise<void>((resolve) => {
      const hub = new LiveHub(openSource, lastId);
      const leave = hub.join((message) => {
        channel.postMessage(message);
        listener(message);
      });
      leaving.signal.addEventListener("abort", () => {
        leave();
        resolve();
      });
      if (leaving.signal.aborted) resolve();
    });
  // Refused only when this tab leaves while it waits.
  whenAlone(NAME, leaving.signal, lead).catch(() => undefined);
  return () => {
    leaving.abort();
    channel.close();
  };
}
