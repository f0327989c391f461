import { groupBy } from "@/lib/core/base/group-by";
import { isMeantLoss } from "@/lib/core/samples/is-meant-loss";
import type { LostRun } from "@/lib/core/samples/sample";
import type { SessionView } from "@/lib/core/view/session-view";

/** A turn that lost tokens, and the one whose prompt made it lose them. */
export interface LostTurn {
  readonly turn: number;
  /** Null where no other turn had to do with it. */
  readonly by: number | null;
  readonly tokens: number;
}

/** Sampled tokens that nothing trains, for one reason. */
export interface VerdictLoss {
  readonly state: LostRun["fate"]["state"];
  /** Of a realignment the cause that the list of sessions names it by; else the reason of the refusal or the drop. */
  readonly cause: string;
  readonly tokens: number;
  /** The one that lost most first, each pair of turns once. */
  readonly turns: readonly LostTurn[];
  /** Left out because of what the call was, such as a title: nothing that could be mended. */
  readonly isMeant: boolean;
}

/** What a session comes to under one policy. Counts are sampled tokens; the parts of `losses` add up to what does not train. */
export interface SessionVerdict {
  readonly sampled: number;
  readonly trained: number;
  /** The largest first; what is meant to be left out comes last. */
  readonly losses: readonly VerdictLoss[];
}

/**
 * How much of what was sampled trains, and what was lost, in which turn, why.
 *
 * @example
 * sessionVerdict(view).losses[0];
 * // { state: "realigned", cause: "retokenised", tokens: 27, turns: [{ turn: 1, by: 2, tokens: 27 }], isMeant: false }
 */
export function sessionVerdict(view: Judged): SessionVerdict {
  const { sampled, trained, lost } = view.ledger;
  return { sampled, trained, losses: lossesOf(view, lost) };
}

/**
 * What one sample lost: answers that a prompt of its own spelled otherwise, and what its turns sampled for nothing.
 *
 * @param index position among the samples, from 0.
 */
export function sampleLosses(
  view: Judged & Pick<SessionView, "samples">,
  index: number,
): readonly VerdictLoss[] {
  const turns = new Set(view.samples[index]?.turns);
  const isHere = ({ turn, fate }: LostRun): boolean =>
    fate.state === "realigned" ? fate.sample === index : turns.has(turn);
  return lossesOf(view, view.ledger.lost.filter(isHere));
}

type Judged = Pick<SessionView, "ledger" | "nodes" | "turns">;

function lossesOf(view: Judged, lost: readonly LostRun[]): readonly VerdictLoss[] {
  const mergedBy = new Map(
    view.nodes.flatMap(({ merged_rewrite: merged, first_turn }) =>
      merged ? [[merged.abandonedTurnIndex, first_turn] as const] : [],
    ),
  );
  return Array.from(
    groupBy(lost, (run) => runLossKey(view, run)).values(),
    (runs): VerdictLoss => lossOf(view, runs, mergedBy),
  ).sort((a, b) => Number(a.isMeant) - Number(b.isMeant) || b.tokens - a.tokens);
}

/** Tells losses of one session apart. */
export function lossKey({ state, cause }: Pick<VerdictLoss, "state" | "cause">): string {
  return `${state} ${cause}`;
}

/** The key of the loss that a run of tokens is part of. */
export function runLossKey(view: Pick<SessionView, "turns">, { fate }: Pick<LostRun, "fate">): string {
  return lossKey({ state: fate.state, cause: causeOf(view, fate) });
}

function lossOf(
  view: Pick<SessionView, "turns">,
  runs: readonly LostRun[],
  mergedBy: ReadonlyMap<number, number>,
): VerdictLoss {
  const turns = new Map<string, LostTurn>();
  let tokens = 0;
  for (const { turn, length, fate } of runs) {
    tokens += length;
    const by = takerOf(fate, mergedBy.get(turn) ?? null);
    const key = `${turn} ${by}`;
    turns.set(key, { turn, by, tokens: (turns.get(key)?.tokens ?? 0) + length });
  }
  const fate = runs[0]?.fate;
  const cause = fate ? causeOf(view, fate) : "";
  return {
    state: fate?.state ?? "dropped",
    cause,
    tokens,
    turns: [...turns.values()].sort((a, b) => b.tokens - a.tokens || a.turn - b.turn),
    isMeant: fate !== undefined && isMeantLoss(fate),
  };
}

/** As the session's counters name it. */
function causeOf(view: Pick<SessionView, "turns">, fate: LostRun["fate"]): string {
  return fate.state === "realigned" ? realignedCause(view, fate.byTurn) : fate.reason;
}

/** The cause of a realignment: what the audit of the prompt found that took the tokens. */
export function realignedCause({ turns }: Pick<SessionView, "turns">, byTurn: number): string {
  return turns[byTurn - 1]?.drift?.cause ?? "retokenised";
}

function takerOf(fate: LostRun["fate"], mergedBy: number | null): number | null {
  if (fate.state === "realigned") return fate.byTurn;
  return fate.state === "dropped" && fate.reason === "merged_away" ? mergedBy : null;
}
