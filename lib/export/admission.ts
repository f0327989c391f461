import { leftOutBy } from "@/lib/core/annotations/outcome";
import type { ExportedSession } from "./export-input";

/** What keeps a session out of an export, unless it is asked for. */
export const INCLUDED = ["open", "unrewarded", "failed", "masked"] as const;

export type Included = (typeof INCLUDED)[number];

/** What is taken of sessions that are named one by one: whoever names one wants it. A failure is still no sample. */
export const AS_NAMED: readonly Included[] = ["open", "unrewarded"];

type Judged = Pick<ExportedSession, "status" | "reward" | "outcome"> &
  Partial<Pick<ExportedSession, "leaf_rewards" | "turn_rewards">>;

/** What an export asks for, as far as it decides which sessions take part. */
export interface TakenSessions {
  readonly include: readonly Included[];
  /** A reward that takes the place of every session's own; null for none. */
  readonly reward: number | null;
}

/**
 * What keeps a session out: its outcome, that it is still recorded, or that it has no reward; null when nothing does.
 *
 * @param needsReward whether the format makes anything of a reward.
 * @example
 * keptOutBy({ status: "open", reward: 1, outcome: null }, { include: [], reward: null }, true); // "open"
 */
export function keptOutBy(
  session: Judged,
  { include, reward }: TakenSessions,
  needsReward: boolean,
): Included | null {
  const outcome = leftOutBy(session.outcome);
  if (outcome !== null && !include.includes(outcome)) return outcome;
  if (session.status === "open" && !include.includes("open")) return "open";
  if (!needsReward || reward !== null || include.includes("unrewarded") || hasReward(session)) return null;
  return "unrewarded";
}

function hasReward({ reward, leaf_rewards: leaves, turn_rewards: turns }: Judged): boolean {
  return [reward, leaves, turns].some((given) => given !== null && given !== undefined);
}

/** Why a session is kept out, in a sentence. */
export function keptOutReason(by: Included, outcome: string | null): string {
  switch (by) {
    case "open":
      return "The session is still recorded; include=open takes it.";
    case "unrewarded":
      return "The session has no reward; include=unrewarded takes it.";
    case "failed":
    case "masked":
      return `The session's outcome is ${outcome}; include=${by} takes it.`;
    default:
      return by satisfies never;
  }
}
