import { lastRevision } from "@/lib/store/rows/last-revision";
import type { SessionChange, Store } from "@/lib/store/store";

/** How often the changes of other processes are looked for, in ms. A turn should be on screen in half a second. */
const POLL_MS = 250;

/** A word is sent this often, so that proxies keep a silent stream open and pages know that they are heard, in ms. */
const KEEP_ALIVE_MS = 5_000;

export interface EventStreamInput {
  readonly store: Pick<Store, "subscribe" | "changesSince" | "listSessions">;
  /** Only this session's changes; null for all. */
  readonly session: string | null;
  /** Changes after this revision are sent first; null to begin with what comes next. */
  readonly after: number | null;
  readonly signal: AbortSignal;
}

/**
 * The changes of the store as server-sent events, each with its revision as the event's id to resume from. Changes
 * of this process are pushed as they are committed; those of other processes are found by looking again.
 */
export function eventStream({ store, session, after, signal }: EventStreamInput): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = (): void => {};
  return new ReadableStream({
    async start(controller) {
      let revision = after ?? (await lastRevision(store));
      let looking: Promise<void> = Promise.resolve();
      const send = (text: string): void => controller.enqueue(encoder.encode(text));
      const next = async (): Promise<readonly SessionChange[]> =>
        signal.aborted ? [] : store.changesSince(revision);
      const look = (): void => {
        looking = looking.then(async () => {
          // The store gives a page at a time; a long absence is caught up page by page.
          for (let page = await next(); page.length > 0; page = await next()) {
            revision = page.at(-1)?.revision ?? revision;
            for (const change of page) {
              if (session === null || change.session === session) send(eventText(change));
            }
          }
        });
        looking.catch(() => stop());
      };
      const unsubscribe = store.subscribe(look);
      const poll = setInterval(look, POLL_MS);
      const keepAlive = setInterval(() => send("event: ping\ndata: {}\n\n"), KEEP_ALIVE_MS);
      stop = () => {
        stop = () => {};
        unsubscribe();
        clearInterval(poll);
        clearInterval(keepAlive);
        signal.removeEventListener("abort", stopOnAbort);
        closeQuietly(controller);
      };
      const stopOnAbort = (): void => stop();
      signal.addEventListener("abort", stopOnAbort);
      send(`retry: 1000\nid: ${revision}\nevent: ready\ndata: {}\n\n`);
      look();
      if (signal.aborted) stop();
    },
    cancel() {
      stop();
    },
  });
}

function eventText(change: SessionChange): string {
  return `id: ${change.revision}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // The client closed it first; there is nothing left to close.
  }
}
