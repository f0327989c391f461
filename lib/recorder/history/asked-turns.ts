import type { AskedCall } from "@/lib/core/recording/turn-facts";
import type { SampledTurn } from "./tree-node";

/** The turns of a session by the calls that asked for them. */
export class AskedTurns {
  private readonly byBody = new Map<string, SampledTurn[]>();
  private readonly byKey = new Map<string, SampledTurn[]>();

  add(turn: SampledTurn): void {
    const { asked } = turn.recorded;
    if (asked === null) return;
    listAt(this.byBody, asked.body).push(turn);
    if (asked.idempotencyKey !== null) listAt(this.byKey, asked.idempotencyKey).push(turn);
  }

  /** Those of the same body, and those of the same key where there is one; in order. */
  like({ body, idempotencyKey }: AskedCall): readonly SampledTurn[] {
    const ofKey = idempotencyKey === null ? [] : (this.byKey.get(idempotencyKey) ?? []);
    const turns = new Set([...(this.byBody.get(body) ?? []), ...ofKey]);
    return [...turns].sort((a, b) => a.recorded.index - b.recorded.index);
  }
}

function listAt(lists: Map<string, SampledTurn[]>, name: string): SampledTurn[] {
  const known = lists.get(name);
  if (known !== undefined) return known;
  const list: SampledTurn[] = [];
  lists.set(name, list);
  return list;
}
