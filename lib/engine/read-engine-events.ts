import { createParser } from "eventsource-parser";
import { EngineError } from "./engine-error";
import { MOST_MESSAGE_LENGTH } from "./message-length";
import type { EngineCall } from "./open-engine-call";

/** How long a stream whose answer has ended is waited for in all, in ms: what counts its tokens may come yet. */
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
  const afterword = new Afterword();
  try {
    for (let next = await chunks.next(); !next.done; ) {
      yield next.value;
      const another = await (hasEnded() ? afterword.within(chunks.next()) : chunks.next());
      if (another === null) return call.close();
      next = another;
    }
  } finally {
    afterword.end();
    // While it waits for a chunk that nobody wants it ends with the connection.
    void chunks.return().catch(() => undefined);
  }
}

/** The time that a stream is given once its answer has ended. It is one for all: signs of life do not prolong it. */
class Afterword {
  #timer: NodeJS.Timeout | undefined;
  #over: Promise<null> | null = null;

  /** What comes while there is time; null once there is none, or when the connection broke: the answer was whole. */
  within<T>(next: Promise<T>): Promise<T | null> {
    this.#over ??= new Promise((resolve) => {
      this.#timer = setTimeout(() => resolve(null), AFTERWORD_MS);
    });
    return Promise.race([this.#over, next.catch(() => null)]);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function tooLong(): EngineError {
  return new EngineError(
    "garbage",
    `The engine sent an event of more than ${MOST_MESSAGE_LENGTH} characters.`,
  );
}
