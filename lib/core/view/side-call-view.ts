import type { AuxiliaryKind, Turn } from "@/lib/core/recording/turn";

/** A call beside the conversation, as the page shows it: how it was told, and what it cost. */
export interface SideCallView {
  /** The rule that told it and what the rule saw; null in recordings from before they were kept. */
  readonly rule: string | null;
  readonly evidence: string | null;
  /** What the turn was recorded as, where it was told anew since; null elsewhere. */
  readonly recorded_as: AuxiliaryKind | null;
  /** Tokens that the engine read and those of them that it had cached, where it said so, and tokens that it sampled. */
  readonly prompt_tokens: number;
  readonly cached_tokens: number | null;
  readonly sampled_tokens: number;
}

/** Reads it off a turn; null for a turn that is and always was part of the conversation. */
export function sideCallView(turn: Turn, promptTokens: number): SideCallView | null {
  const { auxiliary, amendment, sideCall, engine } = turn;
  if (auxiliary === "none" && amendment === null) return null;
  const told = amendment === null ? sideCall : amendment.sideCall;
  return {
    rule: told?.rule ?? null,
    evidence: told?.evidence ?? null,
    recorded_as: amendment?.recorded ?? null,
    prompt_tokens: promptTokens,
    cached_tokens: engine?.cachedTokens ?? null,
    sampled_tokens: turn.outputIds.length,
  };
}
