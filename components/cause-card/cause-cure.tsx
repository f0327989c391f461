"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { verdictUrl, viewQuery } from "@/components/address/api-urls";
import { changedPolicyHref } from "@/components/address/sample-href";
import type { CausePlace } from "@/components/causes/cause-card-context";
import type { CauseDid } from "@/components/marks/cause-kinds";
import { causeRemedy } from "@/components/marks/cause-remedy";
import { fetchJson } from "@/components/reads/fetch-json";
import { keepingHint, keepingWords } from "@/components/verdict/loss-words";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { causeTerms } from "@/lib/core/list/cause-terms";
import type { CauseFigures } from "@/lib/core/list/run-stats";
import type { VerdictReport } from "@/lib/core/verdict/verdict-report";

interface Cured {
  readonly did: CauseDid;
  readonly cause: string;
  /** Where it shows; null until that is found. */
  readonly place: CausePlace | null;
}

/** What heals a cause, and how many tokens that gives back, in the session looked at and in the set. */
export function CauseCure({
  did,
  cause,
  place,
  inSet,
  filter,
}: Cured & {
  readonly inSet: CauseFigures | null;
  readonly filter: string;
}) {
  return (
    <section className="flex flex-col gap-2" data-testid="cause-cure">
      <h3 className="font-medium">What heals it</h3>
      <p className="max-w-prose text-ink-2">{causeRemedy(cause)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {place && <Here did={did} cause={cause} place={place} />}
        {inSet && (
          <>
            <dt className="text-ink-2">In the set</dt>
            <dd>
              {plural(inSet.tokens, "token")} in{" "}
              <Link href={setHref(filter, inSet)} prefetch={false} className="underline underline-offset-4">
                {plural(inSet.sessions, "session")}
              </Link>
              , {plural(inSet.count, "time")}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Here({ did, cause, place }: Cured & { readonly place: CausePlace }) {
  const { session, view, revision } = place;
  const { data } = useQuery({
    queryKey: ["cause-verdict", session, viewQuery(view).toString(), revision],
    queryFn: ({ signal }) => fetchJson<VerdictReport>(verdictUrl(session, view), signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const loss = data?.losses.find((one) => one.state === did && one.cause === cause);
  if (!data || !loss) return null;
  const words = keepingWords(loss);
  return (
    <>
      <dt className="text-ink-2">In this session</dt>
      <dd>
        {plural(loss.tokens, "token")} in {plural(loss.turns.length, "turn")};{" "}
        {words && loss.keeping ? (
          <Link
            href={changedPolicyHref(place.session, place.view, loss.keeping.choice)}
            prefetch={false}
            title={keepingHint(loss, data.sampled, data.trained)}
            className="underline underline-offset-4"
          >
            {words}: {formatCount(loss.keeping.trained)} of {formatCount(data.sampled)} train
          </Link>
        ) : (
          "no policy keeps them"
        )}
      </dd>
    </>
  );
}

function setHref(filter: string, { subject, cause }: CauseFigures): string {
  const q = [filter, ...causeTerms(subject, cause)].filter((term) => term !== "").join(" ");
  return `/sessions?${new URLSearchParams({ q })}`;
}
