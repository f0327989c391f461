import { groupBy } from "@/lib/core/base/group-by";
import type { SessionFlag, SessionHealth, WeightRange } from "@/lib/core/list/session-flag";
import type { Turn } from "@/lib/core/recording/turn";
import { versionNumber } from "@/lib/core/recording/version-number";
import { weightSpansOf } from "@/lib/core/recording/weight-span";
import { DETECTORS } from "./all-detectors";
import type { JudgedSession } from "./detector";

/** Most kinds of one flag that a session keeps, those of the most tokens: a client may make up any number. */
const MOST_KINDS = 20;

/** Whatever a session shows by itself, each kind of each flag once, and the weights that sampled in it. */
export function sessionHealth(judged: JudgedSession): SessionHealth {
  const flags = Object.values(DETECTORS).flatMap((detector): readonly SessionFlag[] => {
    if (detector.looksAt !== "recording") return [];
    const kinds = groupBy(detector.find(judged), ({ detail }) => detail);
    return Array.from(kinds.values(), (findings) => {
      const tokens = findings.reduce((sum, finding) => sum + finding.tokens, 0);
      const { detail = "", turn = null, start = 0, length = 0 } = findings[0] ?? {};
      return { flag: detector.name, detail, count: findings.length, tokens, turn, start, length };
    })
      .toSorted((a, b) => b.tokens - a.tokens || b.count - a.count)
      .slice(0, MOST_KINDS);
  });
  return { flags, weights: weightRange(judged.recording.turns) };
}

function weightRange(turns: readonly Turn[]): WeightRange {
  const numbers = turns
    .flatMap((turn) => weightSpansOf(turn))
    .flatMap(({ version }) => versionNumber(version) ?? []);
  const of = (choose: (a: number, b: number) => number): number | null =>
    numbers.length === 0 ? null : numbers.reduce(choose);
  return { oldest: of((a, b) => Math.min(a, b)), newest: of((a, b) => Math.max(a, b)) };
}
