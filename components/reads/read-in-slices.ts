import { type RecordedSession, TurnLinesReader } from "@/lib/core/file/recording-from-turn-lines";

/** Longest stretch of reading without a break, in ms: the page still answers a key in the next frame. */
const SLICE_MS = 8;

/**
 * Reads the text of a `turns.jsonl` as it arrives, with breaks in which the page goes on. A worker would have to hand
 * the recording over, and copying the message lists of thousands of turns takes longer than reading them.
 *
 * @param pieces the text, cut anywhere.
 * @throws as `TurnLinesReader` does.
 */
export async function readInSlices(pieces: AsyncIterable<string>): Promise<RecordedSession> {
  const reader = new TurnLinesReader();
  let begun = performance.now();
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      reader.add(line);
      if (performance.now() - begun < SLICE_MS) continue;
      await nextTask();
      begun = performance.now();
    }
  }
  reader.add(rest);
  return reader.done();
}

/** Resolves when the browser has done what waits: input, frames. A timer would wait four milliseconds more. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
