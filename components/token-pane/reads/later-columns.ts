import type { Annotation } from "@/lib/core/annotations/annotation";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TurnView } from "@/lib/core/view/session-view";

/** The kinds of annotations that are columns over tokens, as overlays show them. */
export const LATER_KINDS = ["trainer_logprob", "entropy", "advantage", "policy_mask"] as const;

export type LaterKind = (typeof LATER_KINDS)[number];

/** What was found out later of each token of a sample; NaN where nothing was. Null for a kind that says nothing here. */
export type LaterColumns = Readonly<Record<LaterKind, Float64Array | null>>;

export const NOTHING_LATER: LaterColumns = {
  trainer_logprob: null,
  entropy: null,
  advantage: null,
  policy_mask: null,
};

/** Where tokens stand: what is sampled, by which turn, and how long that turn's prompt is. */
export interface TokenPlaces {
  readonly columns: Pick<TokenColumns, "sampled" | "start">;
  readonly owners: Int32Array;
  readonly turns: readonly Pick<TurnView, "prompt_tokens">[];
}

/**
 * Puts annotations of turns on the tokens of a sample. A token that a turn sampled stands in every sample where it stands
 * in the turn's own sequence. Of annotations over the same tokens the newest counts, whoever said it.
 *
 * @param annotations those that count, in any order.
 */
export function laterColumns(annotations: readonly Annotation[], places: TokenPlaces): LaterColumns {
  const byTurn = new Map<LaterKind, Map<number, Annotation[]>>();
  for (const annotation of annotations.toSorted((left, right) => left.at - right.at)) {
    const kind = LATER_KINDS.find((known) => known === annotation.kind);
    if (kind === undefined || annotation.target.on !== "range" || annotation.value.form !== "column")
      continue;
    const turns = byTurn.get(kind) ?? new Map<number, Annotation[]>();
    turns.set(annotation.target.turn, [...(turns.get(annotation.target.turn) ?? []), annotation]);
    byTurn.set(kind, turns);
  }
  const columnOf = (kind: LaterKind) => {
    const turns = byTurn.get(kind);
    return turns === undefined ? null : valuesOf(turns, places);
  };
  return {
    trainer_logprob: columnOf("trainer_logprob"),
    entropy: columnOf("entropy"),
    advantage: columnOf("advantage"),
    policy_mask: columnOf("policy_mask"),
  };
}

function valuesOf(
  byTurn: ReadonlyMap<number, readonly Annotation[]>,
  { columns, owners, turns }: TokenPlaces,
): Float64Array | null {
  const values = new Float64Array(owners.length).fill(Number.NaN);
  let isAny = false;
  for (let at = 0; at < owners.length; at++) {
    const turn = owners[at] ?? 0;
    if (columns.sampled[at] !== 1) continue;
    const output = columns.start + at - (turns[turn - 1]?.prompt_tokens ?? 0);
    for (const { target, value } of byTurn.get(turn) ?? []) {
      if (target.on !== "range" || value.form !== "column") continue;
      const given = value.column[output - target.start];
      if (output < target.start || given === undefined) continue;
      values[at] = given;
      isAny = true;
    }
  }
  return isAny ? values : null;
}
