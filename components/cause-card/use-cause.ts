"use client";

import { useQuery } from "@tanstack/react-query";
import type { AskedCause } from "@/components/address/asked-cause";
import { causeExampleUrl, statsUrl } from "@/components/address/list-urls";
import type { CausePlace, CauseSession } from "@/components/causes/cause-card-context";
import type { CauseDid } from "@/components/marks/cause-kinds";
import { fetchJson } from "@/components/reads/fetch-json";
import type { CauseExample } from "@/lib/core/list/cause-example";
import type { CauseFigures, RunStats } from "@/lib/core/list/run-stats";
import type { CauseSubject } from "@/lib/core/recording/session-cause";

/** Of what a cause may have done the gravest first. */
const GRAVEST: readonly CauseSubject[] = ["realigned", "refused", "fork", "drift"];

interface KnownCause {
  readonly did: CauseDid;
  /** What it cost the set; null while that is read, or where the set's figures do not name it. */
  readonly inSet: CauseFigures | null;
  /** Undefined until it is found; null where there is none. */
  readonly place: CausePlace | null | undefined;
  readonly error: Error | null;
}

/** What the set's figures say of a cause, and where it shows: at the place that it was asked of, else at an example. */
export function useCause(asked: AskedCause, of: CauseSession | null, filter: string): KnownCause {
  const stats = useQuery({
    queryKey: ["cause-stats", filter],
    queryFn: ({ signal }) => fetchJson<RunStats>(statsUrl(filter), signal),
    staleTime: 60_000,
    retry: false,
  });
  const ofCause = stats.data?.causes.filter(({ cause }) => cause === asked.cause) ?? [];
  const gravest = GRAVEST.find((subject) => ofCause.some((figures) => figures.subject === subject));
  const did = asked.did ?? gravest ?? null;
  const subject = subjectOf(did);
  const example = useQuery({
    queryKey: ["cause-example", filter, subject, asked.cause],
    queryFn: ({ signal }) =>
      fetchJson<CauseExample | null>(causeExampleUrl(filter, subject ?? "fork", asked.cause), signal),
    enabled: of === null && subject !== null,
    staleTime: 60_000,
    retry: false,
  });
  return {
    did,
    inSet: ofCause.find((figures) => figures.subject === subject) ?? null,
    place: of ? { ...of, node: asked.node } : placeOf(example.data),
    error: stats.error ?? example.error,
  };
}

function subjectOf(did: CauseDid): CauseSubject | null {
  if (did === "dropped" || did === null) return null;
  return did === "suffered" ? "drift" : did;
}

function placeOf(example: CauseExample | null | undefined): CausePlace | null | undefined {
  return example && { ...example, view: { policy: null, threshold: null } };
}
