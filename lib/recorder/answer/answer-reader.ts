import { partitionPoint } from "@/lib/core/base/partition-point";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { LanguageModel, OutputDelta, OutputReader, ParsedOutput } from "@/lib/text/language-model";
import { StopWatch } from "./stop-watch";

/** How an answer is read, and what of it ends it. */
export interface AnswerReading {
  readonly model: LanguageModel;
  readonly promptIds: Int32Array;
  /** The declared tools: in some layouts they tell text from numbers. */
  readonly tools: readonly JsonValue[];
  /** The client can take no tool call: what looks like one is text. */
  readonly callsAreText: boolean;
  /** The client takes one tool call and no more. */
  readonly oneCall: boolean;
  /** Texts that end the answer where they stand in what the client is shown. */
  readonly stopStrings: readonly string[];
  /** Tokens of the client's that end the answer, for engines that do not see to it. */
  readonly stopTokenIds: readonly number[];
}

/** An answer that was read to its end. */
export interface ReadAnswer {
  /** What was not shown before. */
  readonly deltas: readonly OutputDelta[];
  readonly parsed: ParsedOutput;
  /** Where it ended for its client before the engine was done; null when it did not. */
  readonly cut: AnswerCut | null;
}

/** Where an answer ends for its client, though the engine may go on. */
export interface AnswerCut {
  /** Ids that belong to the answer: through the one that ends it. */
  readonly keptIds: number;
  /** The stop string or token that ended it; null when its only call did. */
  readonly stop: string | number | null;
}

/**
 * Reads an answer from its ids, as the client is shown it, up to where the client wants it to end: at a stop string, a
 * stop token, or the only call that it takes. Stop strings count in visible text alone: reasoning and the markup of
 * calls may name them.
 */
export class AnswerReader {
  private readonly reader: OutputReader;
  private readonly watch: StopWatch | null;
  private readonly openers: ReadonlySet<number>;
  private readonly closers: ReadonlySet<number>;
  private readonly stops: ReadonlySet<number>;
  private readonly ids: number[] = [];
  private content = "";
  /** Ids through the last that closes a call. */
  private closed = 0;
  private cut: AnswerCut | null = null;

  constructor(private readonly reading: AnswerReading) {
    const { model, promptIds, tools, oneCall } = reading;
    const stops = reading.stopStrings.filter((stop) => stop !== "");
    this.reader = model.openReader(promptIds, tools, reading);
    this.watch = stops.length === 0 ? null : new StopWatch(stops);
    this.openers = new Set(oneCall ? model.callOpenerIds : []);
    this.closers = new Set(oneCall ? model.callCloserIds : []);
    this.stops = new Set(reading.stopTokenIds);
  }

  /** Whether something in the answer may end it that no engine is told of, so that it is read while it is sampled. */
  get watches(): boolean {
    return this.watch !== null || this.closers.size > 0;
  }

  /** Whether the answer has ended for the client; ids that follow are no part of it. */
  get isOver(): boolean {
    return this.cut !== null;
  }

  /** The ids that were read, in order. */
  get readIds(): readonly number[] {
    return this.ids;
  }

  /** Takes the next ids and gives what of them is safe to show. */
  push(ids: Iterable<number>): readonly OutputDelta[] {
    const all = Array.from(ids);
    if (!this.watches && this.stops.size === 0) {
      for (const id of all) this.ids.push(id);
      return this.watched(this.reader.push(all));
    }
    const shown: OutputDelta[] = [];
    for (const id of all) {
      if (this.isOver) break;
      shown.push(...this.pushOne(id));
    }
    return shown;
  }

  finish(): ReadAnswer {
    if (this.cut !== null) return this.cutAnswer(this.cut, []);
    const { deltas, parsed } = this.reader.finish();
    if (this.reading.oneCall && parsed.toolCalls.length > 1) return this.throughFirstCall();
    const shown = this.watched(deltas);
    if (this.cut !== null) return this.cutAnswer(this.cut, shown);
    return { deltas: [...shown, ...this.released()], parsed, cut: null };
  }

  private pushOne(id: number): OutputDelta[] {
    this.ids.push(id);
    if (this.stops.has(id)) this.cut = { keptIds: this.ids.length, stop: id };
    else if (this.openers.has(id) && this.parse(this.closed).toolCalls.length > 0) {
      this.cut = { keptIds: this.closed, stop: null };
    }
    if (this.isOver) return [];
    if (this.closers.has(id)) this.closed = this.ids.length;
    return this.watched(this.reader.push([id]));
  }

  private cutAnswer(cut: AnswerCut, shown: readonly OutputDelta[]): ReadAnswer {
    const isToken = typeof cut.stop === "number";
    const whole = this.parse(isToken ? cut.keptIds - 1 : cut.keptIds);
    const content = isToken ? whole.content : this.content;
    const toolCalls = this.reading.oneCall ? whole.toolCalls.slice(0, 1) : whole.toolCalls;
    const rest = content.slice(this.content.length);
    const text = rest === "" ? [] : [{ type: "content" as const, text: rest }];
    const calls = toolCalls.map((call, index) => ({ type: "tool_call" as const, index, call }));
    const before = shown.filter(({ type }) => type !== "tool_call");
    return { deltas: [...before, ...text, ...calls], parsed: { ...whole, content, toolCalls }, cut };
  }

  /** The answer up to where something follows its first call, for layouts in which no token closes a call. */
  private throughFirstCall(): ReadAnswer {
    const before = partitionPoint(this.ids, (_, at) => !this.goesPastFirstCall(at + 1));
    const isClosed = this.parse(before).toolCalls.length > 0;
    // One token may both close the call and begin what follows.
    return this.cutAnswer({ keptIds: isClosed ? before : before + 1, stop: null }, []);
  }

  private goesPastFirstCall(count: number): boolean {
    const { toolCalls, content, illFormed } = this.parse(count);
    const isMore = toolCalls.length > 1 || content !== this.content || illFormed !== null;
    return toolCalls.length > 0 && isMore;
  }

  /** Deltas up to the stop string that one of them completes. */
  private watched(deltas: readonly OutputDelta[]): OutputDelta[] {
    const { watch } = this;
    const shown: OutputDelta[] = [];
    for (const delta of deltas) {
      if (delta.type !== "content") {
        shown.push(...this.released(), delta);
        continue;
      }
      const { shown: text, stop } = watch?.push(delta.text) ?? { shown: delta.text, stop: null };
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
    return model.parse(Int32Array.from(this.ids.slice(0, count)), promptIds, tools, this.reading);
  }
}
