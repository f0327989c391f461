/**
 * Positions of a node and its ancestors, root first. Empty when there is no such node.
 *
 * @example
 * pathTo([{ parent: -1 }, { parent: 0 }, { parent: 0 }], 2); // [0, 2]
 */
export function pathTo(nodes: readonly { readonly parent: number }[], at: number): readonly number[] {
  const path: number[] = [];
  for (let next = at; next >= 0; next = nodes[next]?.parent ?? -1) path.push(next);
  return path.reverse();
}
