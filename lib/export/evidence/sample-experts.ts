import { expertsAt } from "@/lib/core/evidence/experts-at";
import type { EvidenceColumn } from "@/lib/core/recording/evidence-column";
import type { Sample } from "@/lib/core/samples/sample";
import type { ExportInput } from "@/lib/export/export-input";
import { UnfitSessionError } from "@/lib/export/unfit-session-error";

/**
 * The experts that the tokens of a sample were routed to: a row for each token but the last, which no engine computed.
 * The row of a token that trains is from the turn that sampled it, so that a trainer replays the routing of its
 * log-prob. Others are from the first turn that computed the same tokens up to there.
 */
export interface SampleExperts {
  readonly rows: number;
  readonly layers: number;
  /** Experts of a token in a layer. */
  readonly chosen: number;
  /** The numbers of a row, `layers` times `chosen`. */
  readonly row: (position: number) => readonly number[];
}

/** What one turn has told, in positions of its prompt and answer. */
interface TurnExperts {
  readonly column: EvidenceColumn;
  readonly bytes: Uint8Array;
}

/** The experts of a sample; null where the export asks for none. Throws `UnfitSessionError` where a row is missing. */
export function sampleExperts(input: ExportInput, sample: Sample): SampleExperts | null {
  const layers = input.expertLayers ?? null;
  if (layers === null) return null;
  const told = new Map<number, TurnExperts>();
  for (const turn of input.recording.turns) {
    const column = turn.evidence?.find(({ kind }) => kind === "experts");
    const bytes = input.evidence?.get(turn.index)?.get("experts");
    if (column !== undefined && bytes) told.set(turn.index, { column, bytes });
  }
  const owners = ownersOf(input, sample, told);
  const missing = owners.indexOf(0);
  if (missing >= 0) {
    throw new UnfitSessionError(
      `Session "${input.session.id}" has no experts of token ${missing} of sample ${sample.index}: none were recorded, or they are no longer kept.`,
    );
  }
  const width = widthOf(
    input,
    [...new Set(owners)].map((turn) => told.get(turn)?.column.shape[1] ?? 0),
  );
  if (width % layers !== 0) {
    throw new UnfitSessionError(
      `Session "${input.session.id}" has ${width} experts for each token, which are not as many for each of ${layers} layers (expert_layers).`,
    );
  }
  const row = (position: number) => {
    const from = told.get(owners[position] ?? 0);
    return (from && expertsAt(from.column, from.bytes, position)) ?? [];
  };
  return { rows: owners.length, layers, chosen: width / layers, row };
}

/** For each token but the last, the turn whose evidence tells its experts; 0 for none. */
function ownersOf(
  { recording }: ExportInput,
  sample: Sample,
  told: ReadonlyMap<number, TurnExperts>,
): Int32Array {
  const owners = new Int32Array(Math.max(0, sample.length - 1));
  for (const span of sample.spans) {
    const column = span.state === "trained" && told.get(span.turn)?.column;
    if (!column) continue;
    const [tokens = 0] = column.shape;
    const from = Math.max(column.start, span.start - 1);
    owners.fill(span.turn, from, Math.min(column.start + tokens, span.start + span.length - 1));
  }
  for (const [turn, { column }] of told) {
    if (turn > sample.lastTurn) break;
    const shared =
      turn === sample.lastTurn ? sample.length : recording.prompts.commonPrefix(turn, sample.lastTurn);
    const end = Math.min(column.start + (column.shape[0] ?? 0), shared, owners.length);
    for (let at = column.start; at < end; at++) if (owners[at] === 0) owners[at] = turn;
  }
  return owners;
}

function widthOf({ session }: ExportInput, widths: readonly number[]): number {
  const [width = 0, ...others] = new Set(widths);
  if (others.length === 0) return width;
  throw new UnfitSessionError(
    `Session "${session.id}" has turns with ${[width, ...others].join(" and ")} experts for each token, as of several models.`,
  );
}

/** Rows as nested JSON lists: tokens, layers, experts. */
export function expertLists({ rows, layers, chosen, row }: SampleExperts): string {
  const lists = Array.from({ length: rows }, (_, position) => {
    const numbers = row(position);
    const ofLayers = Array.from({ length: layers }, (_, layer) =>
      numbers.slice(layer * chosen, (layer + 1) * chosen).join(","),
    );
    return `[[${ofLayers.join("],[")}]]`;
  });
  return `[${lists.join(",")}]`;
}

/** Throws `UnfitSessionError` where the export asks for experts and a sample's are not all there. */
export function needExperts(input: ExportInput): void {
  if ((input.expertLayers ?? null) === null) return;
  for (const sample of input.result.samples) sampleExperts(input, sample);
}
