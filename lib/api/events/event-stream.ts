import { type ChangeSource, changeFeedOf } from "./change-feed";
import { ChangeReader } from "./change-reader";

export interface EventStreamInput {
  readonly store: ChangeSource;
  /** Only this session's changes; null for all. */
  readonly session: string | null;
  /** Changes after this revision are sent first; null to begin with what comes next. */
  readonly after: number | null;
  readonly signal: AbortSignal;
}

/**
 * The changes of the store as server-sent events, each with its revision as the event's id to resume from. `reset`
 * says that more was missed than is told one by one, or that the revision is none of this database. A reader is sent
 * more when it has taken what it was sent.
 */
export function eventStream({ store, session, after, signal }: EventStreamInput): ReadableStream<Uint8Array> {
  const reader = new ChangeReader(changeFeedOf(store), session, after);
  const stop = (): void => {
    signal.removeEventListener("abort", stop);
    reader.stop();
  };
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(await reader.begin());
      signal.addEventListener("abort", stop);
      if (signal.aborted) stop();
    },
    async pull(controller) {
      const bytes = await reader.next();
      if (bytes !== null) controller.enqueue(bytes);
      // A stream that its reader cancelled is closed already, and is not pulled again.
      else if (signal.aborted) controller.close();
    },
    cancel: stop,
  });
}
