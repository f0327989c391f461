import type { Message } from "@/lib/core/message/message";
import { nodeId, ROOT_ID } from "@/lib/core/tree/node-id";

export interface NodeRow {
  readonly number: number;
  readonly parent: number | null;
  readonly body: number | null;
  readonly turn: number | null;
  /** Hash of the messages from the root to here, 32 hexadecimal digits. */
  readonly path: string;
}

/** One message of a call, under the spelling that the session's matcher took it for. */
export interface PathStep {
  readonly message: Message;
  readonly body: number;
  /** The turn whose answer it was matched with, where the matcher forgave a difference. */
  readonly answerOf: number | null;
}

/** A call's steps and the nodes that they led to, side by side: a long call is compared without a look elsewhere. */
interface MountedPath {
  readonly bodies: readonly number[];
  readonly answers: readonly (number | null)[];
  readonly nodes: readonly number[];
}

const NOWHERE: MountedPath = { bodies: [], answers: [], nodes: [] };

/**
 * The tree of messages as a session was recorded. A call's messages are walked from the root, and new ones become
 * routing-only nodes. The answer always becomes a generated node of its own, even beside an equal one.
 */
export class RecordedTrie {
  readonly #rows: NodeRow[] = [];
  readonly #byPath = new Map<string, number>();
  readonly #children = new Map<number, number>();
  /** The call mounted last, step by step: the next most likely begins with the same. */
  #latest: MountedPath = NOWHERE;
  #fresh: NodeRow[] = [];
  #forks = 0;

  /** Nodes, and nodes that are not the first child of their parent. */
  get counts(): { readonly nodes: number; readonly forks: number } {
    return { nodes: this.#rows.length, forks: this.#forks };
  }

  /** A call without messages has no place in the tree. */
  mount(
    turn: number,
    prompt: readonly PathStep[],
    answer: { readonly message: Message | null; readonly body: number | null },
  ): void {
    const { bodies, answers, nodes: known } = this.#latest;
    let shared = 0;
    for (const step of prompt) {
      if (step.body !== bodies[shared] || step.answerOf !== answers[shared]) break;
      shared++;
    }
    const nodes = known.slice(0, shared);
    let at = nodes.at(-1) ?? null;
    for (const step of prompt.slice(shared)) {
      const number: number = this.#find(at, step) ?? this.#add(at, step.message, step.body, null);
      nodes.push(number);
      at = number;
    }
    this.#latest = {
      bodies: prompt.map(({ body }) => body),
      answers: prompt.map(({ answerOf }) => answerOf),
      nodes,
    };
    if (at !== null) this.#add(at, answer.message, answer.body, turn);
  }

  /** Takes up a stored row; rows come in order of their number. */
  load(row: NodeRow): void {
    this.#rows.push(row);
    this.#byPath.set(row.path, row.number);
    this.#count(row.parent);
  }

  takeFresh(): NodeRow[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  #find(parent: number | null, step: PathStep): number | null {
    const first = this.#byPath.get(this.#path(parent, step.message, 0));
    if (first === undefined || step.answerOf === null) return first ?? null;
    for (let ordinal = 0; ; ordinal++) {
      const number = this.#byPath.get(this.#path(parent, step.message, ordinal));
      if (number === undefined) return first;
      if (this.#rows[number - 1]?.turn === step.answerOf) return number;
    }
  }

  #add(parent: number | null, message: Message | null, body: number | null, turn: number | null): number {
    let ordinal = 0;
    while (this.#byPath.has(this.#path(parent, message, ordinal))) ordinal++;
    const path = this.#path(parent, message, ordinal);
    const row = { number: this.#rows.length + 1, parent, body, turn, path };
    this.load(row);
    this.#fresh.push(row);
    return row.number;
  }

  #path(parent: number | null, message: Message | null, ordinal: number): string {
    const above = parent === null ? ROOT_ID : (this.#rows[parent - 1]?.path ?? ROOT_ID);
    return nodeId(above, message, ordinal);
  }

  #count(parent: number | null): void {
    const siblings = this.#children.get(parent ?? 0) ?? 0;
    if (siblings > 0) this.#forks++;
    this.#children.set(parent ?? 0, siblings + 1);
  }
}
