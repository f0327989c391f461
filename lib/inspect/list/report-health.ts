import { z } from "zod";
import type { FlagFigures, SetFlags } from "@/lib/core/list/flag-figures";
import type { HealthFlag, HealthReport } from "@/lib/core/list/health-report";
import { FLAG_LEVELS } from "@/lib/core/list/session-flag";
import { DETECTORS } from "@/lib/health/all-detectors";
import type { Store } from "@/lib/store/store";

const queryShape = z.object({ filter: z.string().default("") });

/** What is out of order in the sessions that `filter` leaves. Throws `FilterError` and `ZodError`. */
export async function reportHealth(
  store: Pick<Store, "readFlags">,
  query: URLSearchParams,
): Promise<HealthReport> {
  const { filter } = queryShape.parse(Object.fromEntries(query));
  const found = await store.readFlags({ filter });
  const flags = found.flags
    .map((figures) => told(figures, filter, found))
    .toSorted(
      (a, b) =>
        FLAG_LEVELS.indexOf(a.level) - FLAG_LEVELS.indexOf(b.level) ||
        b.sessions - a.sessions ||
        (a.flag < b.flag ? -1 : 1),
    );
  return { filter, sessions: found.sessions, unjudged: found.unjudged, flags };
}

function told(figures: FlagFigures, filter: string, { sessions, sampled_tokens }: SetFlags): HealthFlag {
  const { level, sentence } = DETECTORS[figures.flag];
  return {
    flag: figures.flag,
    level,
    sentence: sentence({ ...figures, total: { sessions, sampled_tokens } }),
    sessions: figures.sessions,
    groups: figures.groups,
    tokens: figures.tokens,
    filter: `${filter} flag:${figures.flag}`.trim(),
    evidence: figures.evidence,
  };
}
