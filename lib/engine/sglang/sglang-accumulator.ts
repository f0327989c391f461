import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import { EngineError } from "@/lib/engine/engine-error";
import type { SglangFrame } from "./sglang-frame";

const tokenId = z.int().min(0).max(0x7fffffff);

/** `[log-prob, id, text]`; SGLang's gRPC router leaves the text out and writes ids as floats. */
const logProbEntry = z.tuple([z.number().nullable(), z.number()]).rest(z.unknown());

/**
 * Keeps what a stream of frames has said so far. The server sends all of it again in each frame (its default) or only
 * what is new (`--incremental-streaming-output`). No field says which: a frame that holds as many
 * ids as the count of completion tokens is cumulative.
 *
 * @example
 * accumulator.add(frame([1], 1));    // [1]
 * accumulator.add(frame([1, 2], 2)); // [2]: cumulative
 * accumulator.add(frame([3], 3));    // [3]: incremental
 */
export class SglangAccumulator {
  #ids: number[] = [];
  #entries: unknown[] = [];
  #tops: unknown[] = [];
  #masks: unknown[] = [];
  #maskLogProbs: unknown[] = [];
  /** Known once a second frame has come. */
  #incremental = false;
  #tookBack = false;

  /** Whether a frame said other ids than an earlier one for the same places. */
  get tookBack(): boolean {
    return this.#tookBack;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Log-prob entries as the engine gave them, however many. */
  get entryCount(): number {
    return this.#entries.length;
  }

  /** Takes in a frame and returns the ids that are new in it. */
  add(frame: SglangFrame): number[] {
    const fresh = this.#fresh(frame).map(readId);
    for (const id of fresh) this.#ids.push(id);
    const { output_token_logprobs: entries, output_top_logprobs: tops } = frame.meta_info;
    const { output_token_sampling_mask: masks, output_token_sampling_logprobs: within } = frame.meta_info;
    this.#entries = this.#joined(this.#entries, entries ?? [], fresh.length);
    this.#tops = this.#joined(this.#tops, tops ?? [], fresh.length);
    this.#masks = this.#joined(this.#masks, masks ?? [], fresh.length);
    this.#maskLogProbs = this.#joined(this.#maskLogProbs, within ?? [], fresh.length);
    return fresh;
  }

  /** The tokens told beside each id, as the engine gave them; null when there is not exactly one list per id. */
  topLogProbs(): readonly (readonly TokenLogProb[])[] | null {
    if (this.#tops.length !== this.#ids.length) return null;
    return this.#tops.map((list, i) => {
      const parsed = z.array(logProbEntry).nullable().safeParse(list);
      if (!parsed.success) throw garbage(`the likeliest tokens of id ${i} are no list of [number, id]`);
      return (parsed.data ?? []).map(([logProb, id]) => ({
        id,
        logProb: logProb ?? Number.NEGATIVE_INFINITY,
      }));
    });
  }

  /** The tokens that could be drawn at each id; null when there is not exactly one list per id. */
  support(): readonly (readonly TokenLogProb[])[] | null {
    if (this.#ids.length === 0 || this.#masks.length !== this.#ids.length) return null;
    const lists = this.#masks.map((mask, i) => {
      const ids = z.array(tokenId).safeParse(mask);
      const logProbs = z.array(z.number().nullable()).safeParse(this.#maskLogProbs[i]);
      if (!ids.success) return null;
      const known = logProbs.success && logProbs.data.length === ids.data.length ? logProbs.data : [];
      return ids.data.map((id, at) => ({ id, logProb: known[at] ?? Number.NaN }));
    });
    const told = lists.filter((list) => list !== null);
    return told.length === lists.length ? told : null;
  }

  /**
   * Log-probs in nats, one per id, unknown ones NaN; null when there is not exactly one entry per id or an entry
   * belongs to another id. SGLang prints NaN and -Infinity alike as `null`, so either is unknown.
   */
  logProbs(): Float64Array | null {
    if (this.#entries.length !== this.#ids.length) return this.#ids.length === 0 ? new Float64Array(0) : null;
    const values = new Float64Array(this.#ids.length);
    for (const [i, entry] of this.#entries.entries()) {
      const parsed = logProbEntry.safeParse(entry);
      if (!parsed.success) throw garbage(`log-prob entry ${i} is not [number, id]`);
      if (parsed.data[1] !== this.#ids[i]) return null;
      values[i] = parsed.data[0] ?? Number.NaN;
    }
    return values;
  }

  #fresh(frame: SglangFrame): readonly unknown[] {
    const shown = frame.output_ids;
    const held = this.#ids.length;
    const count = frame.meta_info.completion_tokens ?? -1;
    if (held + shown.length === count) return this.#append(shown);
    if (shown.length === count && count >= held) {
      this.#tookBack ||= this.#ids.some((id, i) => id !== shown[i]);
      return shown.slice(held);
    }
    // A request that was aborted while it waited shows only its last id, and that one is held already.
    if (frame.meta_info.finish_reason?.type === "abort" && shown[0] === this.#ids.at(-1)) return [];
    if (shown.length >= held && this.#ids.every((id, i) => id === shown[i])) return shown.slice(held);
    if (count < 0) return this.#append(shown);
    throw garbage(`it shows ${shown.length} ids after ${held} and counts ${count}`);
  }

  #append(shown: readonly unknown[]): readonly unknown[] {
    this.#incremental ||= this.#ids.length > 0 && shown.length > 0;
    return shown;
  }

  /** Older servers send ids as they come and log-probs all over again, so the two are told apart on their own. */
  #joined(held: unknown[], shown: readonly unknown[], fresh: number): unknown[] {
    if (fresh === 0 && held.length > 0) return held;
    if (shown.length === this.#ids.length || !this.#incremental) return [...shown];
    for (const entry of shown) held.push(entry);
    return held;
  }
}

function readId(value: unknown): number {
  const parsed = tokenId.safeParse(value);
  if (!parsed.success) throw garbage(`${stringifyJson(value)} is not a token id`);
  return parsed.data;
}

function garbage(what: string): EngineError {
  return new EngineError("garbage", `The engine's reply makes no sense: ${what}.`);
}
