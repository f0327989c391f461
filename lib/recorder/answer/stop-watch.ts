import { partialSuffix } from "@/lib/text/output/partial-suffix";

/** The part of a text that may be shown, and the stop string that ends it there. */
interface WatchedText {
  readonly shown: string;
  readonly stop: string | null;
}

/**
 * Looks for a client's stop strings in text that comes in pieces. The string that is complete first ends the text,
 * the first on the list where several are complete at once, as in the engines. Text that may be the beginning of a
 * stop string is held back.
 *
 * @example
 * const watch = new StopWatch(["abcd", "bc"]);
 * watch.push("xab"); // { shown: "x", stop: null }
 * watch.push("cd");  // { shown: "a", stop: "bc" }
 */
export class StopWatch {
  private held = "";

  /** @param stops none of them empty */
  constructor(private readonly stops: readonly string[]) {}

  push(text: string): WatchedText {
    const pending = this.held + text;
    const found = this.firstComplete(pending);
    if (found !== null) {
      this.held = "";
      return { shown: pending.slice(0, found.at), stop: found.stop };
    }
    const shown = pending.slice(0, pending.length - partialSuffix(pending, this.stops));
    this.held = pending.slice(shown.length);
    return { shown, stop: null };
  }

  /** Gives back what was held, once nothing can complete it. */
  release(): string {
    const { held } = this;
    this.held = "";
    return held;
  }

  private firstComplete(text: string): { readonly stop: string; readonly at: number } | null {
    let first: { stop: string; at: number } | null = null;
    for (const stop of this.stops) {
      const at = text.indexOf(stop);
      if (at < 0 || (first !== null && at + stop.length >= first.at + first.stop.length)) continue;
      first = { stop, at };
    }
    return first;
  }
}
