import { visibleText } from "@/lib/core/base/visible-text";
import { GRADIENT_UNITS, type GradientUnit, gradientWeights } from "@/lib/core/lab/gradient-weights";
import { isDeadGroup } from "@/lib/core/lab/is-dead-group";
import { type Lane, rolloutLanes } from "@/lib/core/lab/rollout-lanes";
import type { GroupRails } from "@/lib/core/list/group-rails";
import type { Message } from "@/lib/core/message/message";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { type GroupMember, groupOf } from "./figures";

/** Rollouts that are drawn, and turns of each: a page of longer ones would keep its reader waiting. */
const MOST_ROLLOUTS = 32;
const MOST_TURNS = 300;

/** Messages in which what was asked is looked for, and letters of it. */
const OPENING = 6;
const LETTERS = 300;

/** A group as its gradient sees it, under each session's own policy. Throws `NotFoundError`. */
export async function readGroupRails(
  context: InspectContext,
  name: string,
  unit: string | undefined,
): Promise<GroupRails> {
  const { sessions } = await groupOf(context.store, name);
  const ranked = sessions.toSorted((a, b) => worth(b) - worth(a));
  const drawn = new Map<string, readonly Lane[]>();
  for (const { id, turns } of ranked.slice(0, MOST_ROLLOUTS)) {
    if (turns > MOST_TURNS) continue;
    const { recording, result } = await inspectSession(context, id, new URLSearchParams());
    drawn.set(id, rolloutLanes(recording, result));
  }
  const [first] = ranked;
  const opening = first ? await context.store.readOpening(first.id, OPENING) : [];
  return {
    prompt: askedIn(opening),
    isDead: isDead(sessions),
    axis: Math.max(1, ...[...drawn.values()].flat().map(({ to }) => to)),
    ...weighed(ranked, drawn, GRADIENT_UNITS.find((known) => known === unit) ?? "row"),
  };
}

/** Rewards in order; what has none comes last. */
function worth({ reward, advantage }: GroupMember): number {
  return advantage === null || typeof reward !== "number" ? Number.NEGATIVE_INFINITY : reward;
}

function isDead(sessions: readonly GroupMember[]): boolean {
  const rewards = sessions.flatMap(({ reward, advantage }) =>
    advantage !== null && typeof reward === "number" ? [reward] : [],
  );
  return isDeadGroup(
    rewards,
    sessions.every(({ status }) => status !== "open"),
  );
}

function weighed(
  ranked: readonly GroupMember[],
  drawn: ReadonlyMap<string, readonly Lane[]>,
  unit: GradientUnit,
): Pick<GroupRails, "unit" | "rollouts"> {
  const weights = gradientWeights(
    ranked.map((session) => ({ advantage: session.advantage, trained: trainedOf(session, drawn) })),
    unit,
  );
  const heaviest = Math.max(Number.MIN_VALUE, ...weights.flatMap(({ perToken }) => perToken));
  const rollouts = ranked.map(({ id, reward, advantage, outcome, samples }, at) => ({
    id,
    reward,
    advantage,
    outcome,
    samples,
    share: weights[at]?.share ?? 0,
    weights: (weights[at]?.perToken ?? []).map((weight) => weight / heaviest),
    lanes: drawn.get(id) ?? null,
  }));
  return { unit, rollouts };
}

/** Trained tokens sample by sample; where only some are known, the rest is spread evenly. */
function trainedOf(
  { id, samples, trained_tokens: all }: GroupMember,
  drawn: ReadonlyMap<string, readonly Lane[]>,
): readonly number[] {
  const known = (drawn.get(id) ?? []).map(({ trained }) => trained);
  const rest = samples - known.length;
  if (rest <= 0) return known;
  const left = Math.max(0, all - known.reduce((sum, tokens) => sum + tokens, 0));
  return [...known, ...new Array<number>(rest).fill(left / rest)];
}

function askedIn(opening: readonly Message[]): string {
  const asked = opening.find(({ role, content }) => role === "user" && (content?.trim() ?? "") !== "");
  const text = visibleText(asked?.content?.trim() ?? "");
  return text.length > LETTERS ? `${text.slice(0, LETTERS)}…` : text;
}
