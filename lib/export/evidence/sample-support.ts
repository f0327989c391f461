import { tokenListAt } from "@/lib/core/evidence/token-lists";
import type { ExportInput } from "@/lib/export/export-input";
import type { ExportedSample } from "@/lib/export/exported-sample";
import { trainedSpans } from "@/lib/export/formats/trained-spans";

/** The tokens that could be drawn at each token of a response: those of token `i` are `ids[offsets[i]..offsets[i + 1]]`. */
export interface SampleSupport {
  readonly ids: Int32Array;
  readonly offsets: Int32Array;
}

/**
 * The tokens that top-p, top-k and min-p left at each trained token of a sample; none at the others. Null where those
 * of a trained token were not recorded or are no longer kept: a trainer would take none for all.
 */
export function sampleSupport(input: ExportInput, exported: ExportedSample): SampleSupport | null {
  const start = exported.columns.tokens.length - exported.responseIds.length;
  const lists: (readonly number[])[] = Array.from({ length: exported.responseIds.length }, () => []);
  for (const span of trainedSpans(exported)) {
    const column = span.turn.evidence?.find(({ kind }) => kind === "support");
    const bytes = input.evidence?.get(span.turn.index)?.get("support");
    if (column === undefined || !bytes) return null;
    for (let i = 0; i < span.length; i++) {
      const told = tokenListAt({ shape: column.shape, bytes }, span.outputStart + i);
      if (told.length === 0) return null;
      lists[span.start - start + i] = told.map(({ id }) => id);
    }
  }
  const offsets = new Int32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) offsets[at + 1] = (offsets[at] ?? 0) + list.length;
  return offsets.at(-1) === 0 ? null : { ids: Int32Array.from(lists.flat()), offsets };
}
