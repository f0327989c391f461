import { formatCount } from "@/lib/core/base/format-count";
import { isMeantLoss } from "@/lib/core/samples/is-meant-loss";
import type { LostRun } from "@/lib/core/samples/sample";
import type { FlagFinding, JudgedSession, RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly, perCent } from "@/lib/health/flag-words";

/** A session may lose this share of what it sampled: a short realignment at its end is no reason to look. */
const MOST_LOST = 0.05;

export const lostSignal: RecordingDetector = {
  name: "lost_signal",
  level: "warn",
  looksAt: "recording",
  rule: "more than 5 % of the sampled tokens that were meant to train are in no sample",
  find({ recording, result: { ledger } }: JudgedSession): readonly FlagFinding[] {
    const lost = ledger.lost.filter(({ fate }) => !isMeantLoss(fate));
    const tokens = lost.reduce((sum, { length }) => sum + length, 0);
    if (tokens <= MOST_LOST * (ledger.trained + tokens)) return [];
    return lost.map(({ turn, outputStart: start, length, fate }) => ({
      detail: detailOf(fate, recording),
      tokens: length,
      turn,
      start,
      length,
    }));
  },
  sentence: (tally) => {
    const share = perCent(tally.tokens, tally.total.sampled_tokens);
    const lost = `${formatCount(tally.tokens)} sampled tokens (${share}) train in no sample`;
    return `${lost}, ${inSessions(tally)}${mostly(tally)}.`;
  },
};

function detailOf(fate: LostRun["fate"], { turns }: JudgedSession["recording"]): string {
  return fate.state === "realigned"
    ? `realigned, ${turns[fate.byTurn - 1]?.audit?.cause ?? "other tokens"}`
    : `${fate.state}, ${fate.reason}`;
}
