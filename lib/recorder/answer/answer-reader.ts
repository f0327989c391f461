import { partitionPoint } from "@/lib/core/base/partition-point";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { LanguageModel, OutputDelta, OutputReader, ParsedOutput } from "@/lib/text/language-model";
import { StopWatch } from "./stop-watch";

/** How an answer is read. */
export interface AnswerReading {
  readonly model: LanguageModel;
  readonly promptIds: Int32Array;
  /** The declared tools: in some layouts they tell text from numbers. */
  readonly tools: readonly JsonValue[];
  /** Texts that end the answer where they stand in what the client is shown. */
  readonly stopStrings: readonly string[];
}

/** An answer that was read to its end. */
export interface ReadAnswer {
  /** What was not shown before. */
  readonly deltas: readonly OutputDelta[];
  readonly parsed: ParsedOutput;
  /** Ids that belong to the answer: all, or through the one that completes the stop string. */
  readonly keptIds: number;
  readonly stop: string | null;
}

/**
 * Reads an answer from its ids, as the client is shown it, up to the first of the client's stop strings. These count
 * in visible text alone: reasoning and the markup of calls may name them.
 */
export class AnswerReader {
  private readonly reader: OutputReader;
  private readonly watch: StopWatch | null;
  private readonly ids: number[] = [];
  private content = "";
  private cut: { readonly stop: string; readonly keptIds: number } | null = null;

  constructor(private readonly reading: AnswerReading) {
    const stops = reading.stopStrings.filter((stop) => stop !== "");
    this.reader = reading.model.openReader(reading.promptIds, reading.tools);
    this.watch = stops.length === 0 ? null : new StopWatch(stops);
  }

  /** Whether something in the answer itself may end it, so that it has to be read while it is sampled. */
  get watches(): boolean {
    return this.watch !== null;
  }

  /** Whether a stop string has ended the answer; ids that follow are no part of it. */
  get isOver(): boolean {
    return this.cut !== null;
  }

  /** The ids that were read, in order. */
  get readIds(): readonly number[] {
    return this.ids;
  }

  /** Takes the next ids and gives what of them is safe to show. */
  push(ids: Iterable<number>): readonly OutputDelta[] {
    if (this.watch === null) {
      const all = Array.from(ids);
      for (const id of all) this.ids.push(id);
      return this.reader.push(all);
    }
    const shown: OutputDelta[] = [];
    for (const id of ids) {
      if (this.isOver) break;
      this.ids.push(id);
      shown.push(...this.watched(this.reader.push([id])));
    }
    return shown;
  }

  finish(): ReadAnswer {
    if (this.cut !== null) return this.cutAnswer(this.cut, []);
    const { deltas, parsed } = this.reader.finish();
    const shown = this.watched(deltas);
    if (this.cut !== null) return this.cutAnswer(this.cut, shown);
    return { deltas: [...shown, ...this.released()], parsed, keptIds: this.ids.length, stop: null };
  }

  private cutAnswer(
    { stop, keptIds }: { readonly stop: string; readonly keptIds: number },
    shown: readonly OutputDelta[],
  ): ReadAnswer {
    const parsed = { ...this.parse(keptIds), content: this.content };
    const calls = parsed.toolCalls.map((call, index) => ({ type: "tool_call" as const, index, call }));
    return { deltas: [...shown.filter(({ type }) => type !== "tool_call"), ...calls], parsed, keptIds, stop };
  }

  /** Deltas up to the stop string that one of them completes. */
  private watched(deltas: readonly OutputDelta[]): OutputDelta[] {
    const { watch } = this;
    if (watch === null) return [...deltas];
    const shown: OutputDelta[] = [];
    for (const delta of deltas) {
      if (delta.type !== "content") {
        shown.push(...this.released(), delta);
        continue;
      }
      const { shown: text, stop } = watch.push(delta.text);
      shown.push(...this.visible(text));
      if (stop === null) continue;
      this.cut = { stop, keptIds: this.idsThrough(stop) };
      break;
    }
    return shown;
  }

  private released(): OutputDelta[] {
    return this.watch === null ? [] : this.visible(this.watch.release());
  }

  private visible(text: string): OutputDelta[] {
    this.content += text;
    return text === "" ? [] : [{ type: "content", text }];
  }

  /** The fewest ids whose visible text holds the stop string: text that may be a marker is shown late. */
  private idsThrough(stop: string): number {
    const held = partitionPoint(this.ids, (_, at) => !this.parse(at + 1).content.includes(stop));
    return Math.min(held + 1, this.ids.length);
  }

  private parse(count: number): ParsedOutput {
    const { model, promptIds, tools } = this.reading;
    return model.parse(Int32Array.from(this.ids.slice(0, count)), promptIds, tools);
  }
}
