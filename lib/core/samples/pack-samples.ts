/** A sample on its way into a tree. */
export interface UnpackedSample {
  /** All ids, prompt and response. */
  readonly tokens: Int32Array;
}

/** A run of ids that all samples below it share, in the order in which trees are walked: parents before children. */
export interface PackedNode {
  /** Position of its parent among the nodes; -1 for one that begins a sequence. */
  readonly parent: number;
  /** Position of its first token in a sequence that runs through it: of the tokens before it. */
  readonly first: number;
  readonly ids: Int32Array;
  /** Its number in the walk, and the first number past everything below it: `a` is seen by `b` where `a.enter <= b.enter < a.exit`. */
  readonly enter: number;
  readonly exit: number;
}

/** Samples as one prefix tree: what they share stands once. */
export interface PackedSamples {
  readonly nodes: readonly PackedNode[];
  /** Of each sample the node that it ends in. */
  readonly ends: readonly number[];
  /** All ids of the tree. */
  readonly together: number;
  /** All ids of the samples, each by itself. */
  readonly alone: number;
}

interface GrowingNode {
  first: number;
  ids: Int32Array;
  readonly children: Map<number, GrowingNode>;
  /** Samples that end with its last id. */
  ends: number[];
}

/**
 * Packs samples into one prefix tree. A node ends where sequences part, and where a sample ends. Takes time with the ids
 * of all samples.
 *
 * @example
 * packSamples([{ tokens: Int32Array.of(1, 2, 3) }, { tokens: Int32Array.of(1, 2, 4) }]).together; // 4
 */
export function packSamples(samples: readonly UnpackedSample[]): PackedSamples {
  const root: GrowingNode = { first: 0, ids: new Int32Array(0), children: new Map(), ends: [] };
  for (const [at, { tokens }] of samples.entries()) insert(root, tokens, at);
  const nodes: PackedNode[] = [];
  const ends = new Array<number>(samples.length).fill(-1);
  // A stack of its own: a tree is as deep as a session has forks.
  const open: { readonly node: GrowingNode; readonly parent: number }[] = childrenOf(root, -1);
  while (open.length > 0) {
    const step = open.pop();
    if (step === undefined) break;
    const number = nodes.length;
    const { first, ids } = step.node;
    nodes.push({ parent: step.parent, first, ids, enter: number, exit: number + 1 });
    for (const sample of step.node.ends) ends[sample] = number;
    open.push(...childrenOf(step.node, number));
  }
  return {
    nodes: withExits(nodes),
    ends,
    together: nodes.reduce((sum, { ids }) => sum + ids.length, 0),
    alone: samples.reduce((sum, { tokens }) => sum + tokens.length, 0),
  };
}

/** Last first, so that the first is taken from the stack first. */
function childrenOf(node: GrowingNode, parent: number) {
  return Array.from(node.children.values(), (child) => ({ node: child, parent })).reverse();
}

/** A parent's number is smaller than those of all below it, so that one pass from the end tells all exits. */
function withExits(nodes: readonly PackedNode[]): readonly PackedNode[] {
  const exits = nodes.map(({ exit }) => exit);
  for (let at = nodes.length - 1; at >= 0; at--) {
    const parent = nodes[at]?.parent ?? -1;
    if (parent >= 0) exits[parent] = Math.max(exits[parent] ?? 0, exits[at] ?? 0);
  }
  return nodes.map((node, at) => ({ ...node, exit: exits[at] ?? node.exit }));
}

function insert(root: GrowingNode, tokens: Int32Array, sample: number): void {
  let node = root;
  let at = 0;
  while (at < tokens.length) {
    const child = node.children.get(tokens[at] ?? 0);
    if (child === undefined) {
      const leaf = { first: at, ids: tokens.subarray(at), children: new Map(), ends: [sample] };
      node.children.set(tokens[at] ?? 0, leaf);
      return;
    }
    const shared = sharedLength(child.ids, tokens, at);
    if (shared < child.ids.length) split(child, shared);
    at += shared;
    node = child;
  }
  node.ends.push(sample);
}

function sharedLength(ids: Int32Array, tokens: Int32Array, from: number): number {
  const most = Math.min(ids.length, tokens.length - from);
  let length = 0;
  while (length < most && ids[length] === tokens[from + length]) length++;
  return length;
}

/** Leaves a node its first ids; the others become its only child. */
function split(node: GrowingNode, length: number): void {
  const rest: GrowingNode = {
    first: node.first + length,
    ids: node.ids.subarray(length),
    children: new Map(node.children),
    ends: node.ends,
  };
  node.ids = node.ids.subarray(0, length);
  node.ends = [];
  node.children.clear();
  node.children.set(rest.ids[0] ?? 0, rest);
}

/** The ids of a sample, read back from the tree. */
export function unpackedTokens(
  { nodes, ends }: Pick<PackedSamples, "nodes" | "ends">,
  sample: number,
): Int32Array {
  const path: Int32Array[] = [];
  for (let at = ends[sample] ?? -1; at >= 0; at = nodes[at]?.parent ?? -1)
    path.push(nodes[at]?.ids ?? new Int32Array(0));
  const tokens = new Int32Array(path.reduce((sum, ids) => sum + ids.length, 0));
  let start = 0;
  for (const ids of path.reverse()) {
    tokens.set(ids, start);
    start += ids.length;
  }
  return tokens;
}
