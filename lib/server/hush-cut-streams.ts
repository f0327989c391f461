/** What Next says, with a stack, of each stream that its client left or that was broken off on purpose. */
const CUT = "failed to pipe response";

/**
 * Keeps the log free of streams that were cut: a client that leaves is no fault of the server, and a reply that broke
 * off has its line in the log already, with the reason.
 */
export function hushCutStreams(): void {
  const print = console.error.bind(console);
  console.error = (...words: readonly unknown[]) => {
    if (!words.some(isCut)) print(...words);
  };
}

function isCut(word: unknown): boolean {
  return word instanceof Error && word.message === CUT;
}
