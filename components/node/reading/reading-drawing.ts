import type { TokenRange } from "@/components/marks/token-range";
import { lossPlaces } from "@/components/token-pane/find/loss-places";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import type { SpelledPlace } from "@/lib/core/tokens/spelled-places";
import { stateCode } from "@/lib/core/view/state-code";
import type { ReadingSpelling } from "./use-reading-spelling";

/** Places whose other spelling is written into the text before the rest is only counted. */
export const MOST_PLACES = 200;
/** Tokens that are drawn together. */
const CHUNK_TOKENS = 256;

const REALIGNED = stateCode("realigned");

/** Everything that a message's text is drawn from. */
export interface ReadingDrawing {
  readonly tokens: SampleTokens;
  readonly spelling: ReadingSpelling | null;
  /** The places that are written out, by where they begin. */
  readonly places: ReadonlyMap<number, SpelledPlace>;
  /** The same by where they end, but for those that hold none of the message's tokens. */
  readonly ends: ReadonlyMap<number, SpelledPlace>;
  readonly changed: Uint8Array;
  readonly cuts: ReadonlySet<number>;
  readonly codes: Uint8Array | null;
  readonly looks: readonly string[];
  readonly apart: boolean;
}

/** Which tokens another spelling has otherwise: the places where it is read, else those that a realign changed. */
export function changedTokens(
  { columns }: Pick<SampleTokens, "columns">,
  spelling: ReadingSpelling | null,
): Uint8Array {
  if (spelling === null) return columns.changed;
  const changed = new Uint8Array(columns.ids.length);
  for (const { start, end } of spelling.places) changed.fill(1, start, end);
  return changed;
}

/** A place with the tokens that share a glyph with it: what is drawn as one glyph cannot differ in a part of it. */
export function wholeGlyphs(
  place: SpelledPlace,
  { columns, texts }: Pick<SampleTokens, "columns" | "texts">,
): SpelledPlace {
  let { start, end } = place;
  while (isInsideGlyph(texts, start)) start--;
  while (isInsideGlyph(texts, end)) end++;
  const ids = [
    ...columns.ids.subarray(start, place.start),
    ...place.ids,
    ...columns.ids.subarray(place.end, end),
  ];
  return { start, end, ids };
}

/** Whether a glyph goes on with a token. */
function isInsideGlyph(texts: SampleTokens["texts"], token: number): boolean {
  const text = texts.at(token);
  return text?.kind === "part" && text.part > 1;
}

/** Tokens before which a piece of the text begins: where a reason or a place does. */
export function textCuts(
  { columns }: Pick<SampleTokens, "columns">,
  places: ReadonlyMap<number, SpelledPlace>,
): ReadonlySet<number> {
  const cuts = new Set(columns.spans.map(({ start }) => start));
  for (const { start, end } of places.values()) cuts.add(start).add(end);
  return cuts;
}

/** The stretches in which a text is drawn; none ends inside a glyph. */
export function textChunks({ texts }: Pick<SampleTokens, "texts">, most: number): readonly TokenRange[] {
  const chunks: TokenRange[] = [];
  const end = Math.min(texts.length, most);
  for (let start = 0; start < end; ) {
    let next = Math.min(end, start + CHUNK_TOKENS);
    while (isInsideGlyph(texts, next)) next++;
    chunks.push({ start, end: next });
    start = next;
  }
  return chunks;
}

/** Where the reader looks for what a message lost, in order. */
export function readingLosses(
  { columns }: Pick<SampleTokens, "columns">,
  changed: Uint8Array,
): readonly TokenRange[] {
  // What is spelled otherwise elsewhere and trains all the same is no loss.
  const lost = changed.map((flag, at) => (columns.states[at] === REALIGNED ? flag : 0));
  return lossPlaces({ changed: lost, spans: columns.spans });
}
