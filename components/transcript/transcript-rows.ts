import type { NodeView } from "@/lib/core/view/session-view";
import { type Bundle, bundleBranches } from "./bundle-branches";

/** Where a row stands among the others, as a tree is read out. */
interface RowPlace {
  /** From 1. Messages that follow one another stand at one level; a branch goes one level in. */
  readonly level: number;
  /** Place among the rows of its level under the same row, from 1, and how many there are. */
  readonly place: number;
  readonly of: number;
}

/** A message of the transcript. */
export interface MessageEntry extends RowPlace {
  readonly kind: "message";
  /** Position in the view's nodes. */
  readonly node: number;
  /** Branches that leave here beside the conversation's own way on. */
  readonly branches: number;
  /** Whether they are shown; null where there is none. */
  readonly expanded: boolean | null;
}

/** Branches that are alike, as one row. */
export interface BundleEntry extends RowPlace, Bundle {
  readonly kind: "bundle";
}

export type TranscriptRow = MessageEntry | BundleEntry;

const NONE: ReadonlySet<string> = new Set();

/**
 * The tree as lines to read, in the order of time. A branch stands one level in, wherever its messages come; a
 * conversation of a thousand turns is one level deep, not a thousand. What a session gains comes last.
 *
 * @param folded ids of the messages whose branches are not shown.
 * @param opened ids of the bundles, and of the first messages of branches, that stand by themselves.
 *
 * @example
 * // user ─ assistant ─ user, and a second answer to the first message
 * transcriptRows(nodes).map(({ level }) => level); // [1, 1, 1, 2]
 */
export function transcriptRows(
  nodes: readonly NodeView[],
  folded: ReadonlySet<string> = NONE,
  opened: ReadonlySet<string> = NONE,
): readonly TranscriptRow[] {
  const children = nodes.map((): number[] => []);
  const roots: number[] = [];
  nodes.forEach(({ parent }, at) => {
    (children[parent] ?? roots).push(at);
  });
  const bundled = bundleBranches(nodes, children, roots);
  const isOpen = (start: number): boolean => opened.has(nodes[start]?.id ?? "");
  const lineOf = (starts: readonly number[]): readonly Member[] =>
    followLines(starts, children, (start) => {
      const bundle = bundled.get(start);
      if (!bundle || opened.has(bundle.id) || isOpen(start)) return null;
      return { id: bundle.id, starts: bundle.starts.filter((other) => !isOpen(other)) };
    });
  const rows: TranscriptRow[] = [];
  const lines = [{ members: lineOf(roots), next: 0 }];
  for (let line = lines.at(-1); line; line = lines.at(-1)) {
    const member = line.members[line.next];
    line.next += 1;
    if (member === undefined) {
      lines.pop();
      continue;
    }
    const place = { level: lines.length, place: line.next, of: line.members.length };
    if (typeof member !== "number") {
      rows.push({ kind: "bundle", ...place, ...member });
      continue;
    }
    const [, ...branches] = children[member] ?? [];
    const expanded = branches.length === 0 ? null : !folded.has(nodes[member]?.id ?? "");
    rows.push({ kind: "message", ...place, node: member, branches: branches.length, expanded });
    if (expanded) lines.push({ members: lineOf(branches), next: 0 });
  }
  return rows.sort((left, right) => rowTime(left) - rowTime(right));
}

type Member = number | Bundle;

/** The position of the first message that a row stands for. */
export function rowTime(row: TranscriptRow): number {
  return row.kind === "message" ? row.node : timeOf(row);
}

function timeOf(member: Member): number {
  return typeof member === "number" ? member : (member.starts[0] ?? 0);
}

/** The conversations that begin with these messages, in the order of time; what is bundled stands once. */
function followLines(
  starts: readonly number[],
  children: readonly (readonly number[])[],
  bundleOf: (start: number) => Bundle | null,
): readonly Member[] {
  const members: Member[] = [];
  for (const start of starts) {
    const bundle = bundleOf(start);
    if (bundle === null) {
      for (let node: number | undefined = start; node !== undefined; node = children[node]?.[0])
        members.push(node);
    } else if (bundle.starts[0] === start) members.push(bundle);
  }
  return members.sort((left, right) => timeOf(left) - timeOf(right));
}
