"use client";

import Link from "next/link";
import type { ViewChoice } from "@/components/address/api-urls";
import { compareHref } from "@/components/address/compare-href";
import { useViewState } from "@/components/address/view-state";
import { formatShare } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import type { PolicyFigures } from "@/lib/core/lab/compare-policies";
import type { PolicyLab } from "@/lib/core/list/policy-lab";

const COLUMNS: readonly {
  readonly name: string;
  readonly meaning: string;
  readonly show: (figures: PolicyFigures) => string;
}[] = [
  {
    name: "Samples",
    meaning: "Training samples that the session gives",
    show: ({ samples }) => formatCount(samples),
  },
  {
    name: "Trained",
    meaning: "Sampled tokens that some sample trains",
    show: ({ trained, sampled }) => `${formatCount(trained)} (${formatShare(trained, sampled)})`,
  },
  {
    name: "Realigned",
    meaning: "Sampled tokens that gave up their signal to a prompt that spelled them otherwise",
    show: ({ realigned }) => formatCount(realigned),
  },
  {
    name: "Refused",
    meaning: "Sampled tokens that are not proven or lack what training needs",
    show: ({ refused }) => formatCount(refused),
  },
  { name: "Dropped", meaning: "Sampled tokens in no sample", show: ({ dropped }) => formatCount(dropped) },
  {
    name: "Twice",
    meaning: "Tokens that are trained in more than one sample",
    show: ({ trainedTwice }) => formatCount(trainedTwice),
  },
  {
    name: "To process",
    meaning: "Tokens of all samples together: the work of a trainer",
    show: ({ totalTokens }) => formatCount(totalTokens),
  },
  {
    name: "Longest",
    meaning: "Tokens of the longest sample",
    show: ({ longestSample }) => formatCount(longestSample),
  },
];

/** Policies by row, what they make of the session by column. */
export function PolicyTable({
  session,
  lab,
  choice: { threshold, settings = null },
}: {
  readonly session: string;
  readonly lab: PolicyLab;
  /** What every policy here was given. */
  readonly choice: ViewChoice;
}) {
  const side = (policy: string) => ({ session, policy, threshold, settings });
  const [, setState] = useViewState();
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-xs text-ink-2">
            <th scope="col" className="px-2 py-2 text-left font-medium">
              Policy
            </th>
            {COLUMNS.map(({ name, meaning }) => (
              <th key={name} scope="col" title={meaning} className="px-2 py-2 text-right font-medium">
                {name}
              </th>
            ))}
            <th scope="col" className="px-2 py-2 text-left font-medium">
              Side by side
            </th>
          </tr>
        </thead>
        <tbody>
          {lab.policies.map((figures) => (
            <tr key={figures.policy} className="border-b border-line last:border-0">
              <th scope="row" className="px-2 py-1.5 text-left font-normal">
                <button
                  type="button"
                  aria-pressed={figures.policy === lab.policy}
                  onClick={() => setState({ policy: figures.policy, sample: null, tok: null })}
                  className="rounded-md border border-line-strong px-2 py-1 hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
                >
                  {figures.policy}
                </button>
              </th>
              {COLUMNS.map(({ name, show }) => (
                <td key={name} className="px-2 py-1.5 text-right whitespace-nowrap">
                  {show(figures)}
                </td>
              ))}
              <td className="px-2 py-1.5 whitespace-nowrap">
                {figures.policy !== lab.policy && (
                  <Link
                    href={compareHref(side(lab.policy), side(figures.policy))}
                    prefetch={false}
                    className="text-ink-2 underline underline-offset-4 hover:text-ink"
                  >
                    with {lab.policy}
                  </Link>
                )}
              </td>
            </tr>
          ))}
          {lab.retokenise && <BaselineRow baseline={lab.retokenise} />}
        </tbody>
      </table>
    </div>
  );
}

/** What text passed on and tokenised again would have trained: no policy, and no sample to choose. */
function BaselineRow({ baseline }: { readonly baseline: NonNullable<PolicyLab["retokenise"]> }) {
  const { trained, neverSampledThere: never, audited } = baseline;
  return (
    <tr className="border-t border-line text-ink-2" data-testid="retokenise">
      <th
        scope="row"
        title="A baseline from the audits of grafted prompts: a pipeline that passes text and tokenises it again"
        className="px-2 py-1.5 pl-5 text-left font-normal italic"
      >
        retokenise
      </th>
      <td className="px-2 py-1.5 text-right" title="Samples whose prompts were audited">
        {formatCount(audited)}
      </td>
      <td className="px-2 py-1.5 text-right whitespace-nowrap">{formatCount(trained)}</td>
      <td colSpan={COLUMNS.length - 1} className="px-2 py-1.5">
        {formatCount(never)} of them where the new ids are not the sampled ones
      </td>
    </tr>
  );
}
