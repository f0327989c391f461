import { assume } from "@/lib/core/base/assume";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Reward } from "@/lib/core/samples/sample";
import { packRows } from "./pack-rows";
import { packCells, unpackCells } from "./packed-cells";
import type { PackedRows } from "./packed-rows";
import { pathTo } from "./path-to";
import type { SessionTree } from "./session-tree";
import type { NodeView, SampleCell, SampleView, SessionView, TurnView } from "./session-view";
import { unpackRows } from "./unpack-rows";

/** Nodes, turns and samples by column. */
interface PackedRecords {
  readonly nodes: PackedRows;
  readonly turns: PackedRows;
  readonly samples: PackedRows;
}

/** A sample with its cells as `packCells` tells them and its reward as JSON. */
type PackedSample = Omit<SampleView, "cells" | "reward"> & {
  readonly cells: string;
  readonly reward: string;
};

/** What was packed of a view before: a session's own facts change without it. */
const packedRecords = new WeakMap<SessionView, string>();

/**
 * A session's tree as the page gets it: a fifth of its JSON, in two lines. The first has what may hold integers beyond
 * 2^53, the second the records. `unpackTree` gives the tree back, equal.
 */
export function packTree({ session, view }: SessionTree): string {
  const { nodes, turns, samples, ...facts } = view;
  const records = packedRecords.get(view) ?? packRecords(view);
  packedRecords.set(view, records);
  return `${stringifyJson({ session, ...facts })}\n${records}`;
}

function packRecords({ nodes, turns, samples }: SessionView): string {
  const packed: PackedRecords = {
    nodes: packRows(nodes),
    turns: packRows(turns),
    samples: packRows(
      samples.map(
        (sample): PackedSample => ({
          ...sample,
          cells: packCells(sample.cells, pathTo(nodes, sample.leaf)),
          reward: stringifyJson(sample.reward),
        }),
      ),
    ),
  };
  return JSON.stringify(packed);
}

/** The tree that `packTree` was given. A sample's cells are made when they are read. */
export function unpackTree(text: string): SessionTree {
  const end = text.indexOf("\n");
  const { session, ...facts } = assume<
    Pick<SessionTree, "session"> & Omit<SessionView, "nodes" | "turns" | "samples">
  >(parseJson(text.slice(0, end)), "the same build of this project wrote it");
  const packed = assume<PackedRecords>(JSON.parse(text.slice(end + 1)), "the same build packed it");
  const nodes = unpackRows<NodeView>(packed.nodes);
  const samples = unpackRows<PackedSample>(packed.samples).map((sample) => unpackSample(sample, nodes));
  return { session, view: { ...facts, nodes, turns: unpackRows<TurnView>(packed.turns), samples } };
}

function unpackSample(
  { cells: text, reward, ...rest }: PackedSample,
  nodes: readonly NodeView[],
): SampleView {
  let cells: readonly SampleCell[] | null = null;
  return {
    ...rest,
    reward: assume<Reward>(parseJson(reward), "packTree wrote it"),
    get cells() {
      cells ??= unpackCells(text, pathTo(nodes, rest.leaf));
      return cells;
    },
  };
}
