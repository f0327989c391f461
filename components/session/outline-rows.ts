import type { NodeView } from "@/lib/core/view/session-view";

/** A row of the outline. Messages that follow one another stand at one level; a branch goes one level in. */
export interface OutlineRow {
  /** Position in the view's nodes. */
  readonly node: number;
  /** From 1. */
  readonly level: number;
  /** Place among the rows of its level under the same row, from 1, and how many there are. */
  readonly place: number;
  readonly of: number;
  /** Branches that leave here beside the conversation's own way on. */
  readonly branches: number;
  /** Whether they are shown below; null where there is none. */
  readonly expanded: boolean | null;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The tree as lines to read: down a conversation, with the branches that leave a message under that message, each one
 * level in. A conversation of a thousand turns is one level deep, not a thousand.
 *
 * @param folded ids of the messages whose branches are not shown.
 *
 * @example
 * // user ─ assistant ─ user, and a second answer to the first message
 * outlineRows(nodes).map(({ level }) => level); // [1, 2, 1, 1]
 */
export function outlineRows(
  nodes: readonly NodeView[],
  folded: ReadonlySet<string> = NONE,
): readonly OutlineRow[] {
  const children = nodes.map((): number[] => []);
  const roots: number[] = [];
  nodes.forEach(({ parent }, at) => {
    (children[parent] ?? roots).push(at);
  });
  const rows: OutlineRow[] = [];
  const lines = [{ members: followLines(roots, children), next: 0 }];
  for (let line = lines.at(-1); line; line = lines.at(-1)) {
    const node = line.members[line.next];
    line.next += 1;
    if (node === undefined) {
      lines.pop();
      continue;
    }
    const [, ...branches] = children[node] ?? [];
    const expanded = branches.length === 0 ? null : !folded.has(nodes[node]?.id ?? "");
    rows.push({
      node,
      level: lines.length,
      place: line.next,
      of: line.members.length,
      branches: branches.length,
      expanded,
    });
    if (expanded) lines.push({ members: followLines(branches, children), next: 0 });
  }
  return rows;
}

/** The conversations that begin with these messages, one after the other. */
function followLines(starts: readonly number[], children: readonly (readonly number[])[]): readonly number[] {
  const members: number[] = [];
  for (const start of starts) {
    for (let node: number | undefined = start; node !== undefined; node = children[node]?.[0])
      members.push(node);
  }
  return members;
}
