import { createParser } from "eventsource-parser";
import { EngineError } from "./engine-error";
import { MOST_MESSAGE_LENGTH } from "./message-length";
import type { EngineCall } from "./open-engine-call";

/** How long a stream whose answer has ended is waited for, in ms: what counts its tokens may come yet. */
const AFTERWORD_MS = 2000;

/**
 * The `data` of each event of an engine's stream, up to its `[DONE]`.
 *
 * @param hasEnded Whether the answer has ended by what was yielded so far. The stream may take a moment more, and is
 *   then over although it does not say so.
 * @throws EngineError when an event is longer than any is, and as `openEngineCall` does.
 */
export async function* readEngineEvents(
  call: EngineCall,
  hasEnded: () => boolean = () => false,
): AsyncGenerator<string, void, undefined> {
  const ready: string[] = [];
  let isTooLong = false;
  const parser = createParser({
    onEvent: (event) => ready.push(event.data),
    onError: (error) => {
      isTooLong ||= error.type === "max-buffer-size-exceeded";
    },
    maxBufferSize: MOST_MESSAGE_LENGTH,
  });
  for await (const chunk of untilEnded(call, hasEnded)) {
    parser.feed(chunk);
    for (const data of ready.splice(0)) {
      if (data === "[DONE]") return;
      yield data;
    }
    if (isTooLong) throw tooLong();
  }
}

/** The chunks of a stream, and of one whose answer has ended those that come soon. */
async function* untilEnded(
  call: EngineCall,
  hasEnded: () => boolean,
): AsyncGenerator<string, void, undefined> {
  const chunks = call.chunks();
  try {
    for (let next = await chunks.next(); !next.done; ) {
      yield next.value;
      const another = await nextOf(chunks, hasEnded());
      if (another === null) return call.close();
      next = another;
    }
  } finally {
    // While it waits for a chunk that nobody wants it ends with the connection.
    void chunks.return().catch(() => undefined);
  }
}

/** The next chunk; null when there was none in the time that an answer that has ended is given. */
async function nextOf(
  chunks: AsyncGenerator<string, void, undefined>,
  hasEnded: boolean,
): Promise<IteratorResult<string, void> | null> {
  const next = chunks.next();
  if (!hasEnded) return next;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), AFTERWORD_MS);
  });
  // Whether the connection ends well or badly, the answer was whole.
  const last = next.catch(() => null);
  return Promise.race([last, patience]).finally(() => clearTimeout(timer));
}

function tooLong(): EngineError {
  return new EngineError(
    "garbage",
    `The engine sent an event of more than ${MOST_MESSAGE_LENGTH} characters.`,
  );
}
