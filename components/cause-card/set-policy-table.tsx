"use client";

import { useQuery } from "@tanstack/react-query";
import { policiesUrl } from "@/components/address/list-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import { formatShare } from "@/components/ui/format";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { SetChange, SetPolicies, SetPolicy } from "@/lib/core/list/set-policies";

/** What a set of sessions would train under each policy, and what that gains; each can be applied to the set. */
export function SetPolicyTable({
  filter,
  onApply,
}: {
  readonly filter: string;
  /** Exports the set under a policy; null where that is not for this reader. */
  readonly onApply: ((policy: string) => void) | null;
}) {
  const { data, error } = useQuery({
    queryKey: ["set-policies", filter],
    queryFn: ({ signal }) => fetchJson<SetPolicies>(policiesUrl(filter), signal),
    staleTime: 60_000,
    retry: false,
  });
  if (!data) return <LoadingOrError error={error} what="policies of the set" />;
  const { sessions, has_more: hasMore, sampled, trained } = data;
  return (
    <div className="flex flex-col gap-2" data-testid="set-policies">
      <p className="text-ink-2">
        {hasMore ? `The newest ${plural(sessions, "session")} of the set` : plural(sessions, "session")}: each
        under its own policy, {formatCount(trained)} of {plural(sampled, "sampled token")} train (
        {formatShare(trained, sampled)}).
      </p>
      <div className="overflow-x-auto">
        <table className="w-full text-sm">
          <caption className="sr-only">What one policy for all sessions would train</caption>
          <thead>
            <tr className="border-b border-line text-left text-xs text-ink-2">
              <th className="px-2 py-1.5 font-medium">One policy for all</th>
              <th className="px-2 py-1.5 text-right font-medium">Trained</th>
              <th className="px-2 py-1.5 font-medium">Gains</th>
              <th className="px-2 py-1.5 font-medium">Loses</th>
              {onApply && <th className="px-2 py-1.5 font-medium">Apply</th>}
            </tr>
          </thead>
          <tbody>
            {data.policies.map((row) => (
              <PolicyRow key={row.policy} row={row} sampled={sampled} onApply={onApply} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function PolicyRow({
  row: { policy, trained, gained, lost, asks_less: asksLess },
  sampled,
  onApply,
}: {
  readonly row: SetPolicy;
  readonly sampled: number;
  readonly onApply: ((policy: string) => void) | null;
}) {
  return (
    <tr className="border-b border-line last:border-0" data-policy={policy}>
      <th scope="row" className="px-2 py-1.5 text-left font-medium">
        {policy}
        {asksLess > 0 && (
          <span className="block text-xs font-normal text-ink-2">
            asks for less proof, or trains twice, in {plural(asksLess, "session")}
          </span>
        )}
      </th>
      <td className="px-2 py-1.5 text-right whitespace-nowrap">
        {formatCount(trained)} ({formatShare(trained, sampled)})
      </td>
      <td className="px-2 py-1.5 whitespace-nowrap">{changeWords("+", gained)}</td>
      <td className="px-2 py-1.5 whitespace-nowrap">{changeWords("−", lost)}</td>
      {onApply && (
        <td className="px-2 py-1.5">
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={() => onApply(policy)}
            className="rounded-md border border-line-strong px-2 py-0.5 whitespace-nowrap hover:bg-raised"
          >
            Export under {policy}
          </button>
        </td>
      )}
    </tr>
  );
}

function changeWords(sign: string, { tokens, sessions }: SetChange): string {
  return tokens === 0 ? "nothing" : `${sign}${formatCount(tokens)} in ${plural(sessions, "session")}`;
}
