import type { NodeView } from "@/lib/core/view/session-view";

/** A row of the outline. Messages that follow one another stand at one level; a fork goes one level in. */
export interface OutlineRow {
  /** Position in the view's nodes. */
  readonly node: number;
  /** From 1. */
  readonly level: number;
  /** Place among the rows of its level under the same row, from 1, and how many there are. */
  readonly place: number;
  readonly of: number;
}

/**
 * The tree as lines to read: down a conversation first, then the forks that leave it, each one level in. A
 * conversation of a thousand turns is one level deep, not a thousand.
 *
 * @example
 * // user ─ assistant ─ user, and a second answer to the first message
 * outlineRows(nodes).map(({ level }) => level); // [1, 1, 1, 2]
 */
export function outlineRows(nodes: readonly NodeView[]): readonly OutlineRow[] {
  const children = nodes.map((): number[] => []);
  const roots: number[] = [];
  nodes.forEach(({ parent }, at) => {
    (children[parent] ?? roots).push(at);
  });
  const rows: OutlineRow[] = [];
  const pending: { readonly start: number; readonly level: number }[] = [];
  const [firstRoot, ...laterRoots] = roots;
  for (const root of laterRoots.reverse()) pending.push({ start: root, level: 1 });
  if (firstRoot !== undefined) pending.push({ start: firstRoot, level: 1 });
  for (let line = pending.pop(); line; line = pending.pop()) {
    const members = followLine(line.start, children);
    const forks: { readonly start: number; readonly level: number }[] = [];
    members.forEach((node, at) => {
      rows.push({ node, level: line.level, place: at + 1, of: members.length });
      const [, ...others] = children[node] ?? [];
      for (const other of others) forks.push({ start: other, level: line.level + 1 });
    });
    pending.push(...forks.reverse());
  }
  return rows;
}

function followLine(start: number, children: readonly (readonly number[])[]): readonly number[] {
  const members: number[] = [];
  for (let node: number | undefined = start; node !== undefined; node = children[node]?.[0])
    members.push(node);
  return members;
}
