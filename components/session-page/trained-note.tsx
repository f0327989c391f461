"use client";

import { useQuery } from "@tanstack/react-query";
import { trainedUrl } from "@/components/address/api-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";

/** What `GET /api/sessions/{id}/trained` answers. */
interface Trained {
  readonly weights: readonly {
    readonly run: string;
    readonly weights: string;
    readonly first_step: number;
    readonly last_step: number;
    readonly samples: number;
    readonly trained_tokens: number;
  }[];
}

/** Whether the session trained, and into which weights; nothing where no ledger has it. */
export function TrainedNote({ session }: { readonly session: string }) {
  const url = trainedUrl(session);
  const { data } = useQuery({
    queryKey: ["trained", url],
    queryFn: async ({ signal }) => (await fetchJson<Trained>(url, signal)).weights,
    retry: false,
  });
  const last = data?.at(-1);
  if (!data || !last) return null;
  return (
    <details className="border-b border-line bg-surface px-4 py-1.5 text-sm" data-testid="trained-note">
      <summary className="cursor-pointer text-ink-2">
        {data.length === 1
          ? `Trained into the weights ${visibleText(last.weights)}`
          : `Trained into ${data.length} versions of weights, the last ${visibleText(last.weights)}`}
      </summary>
      <ul className="flex max-h-64 flex-col gap-1 overflow-auto py-1">
        {data.map((row) => (
          <li key={`${row.run} ${row.weights}`} className="min-w-0">
            <a
              href={`/api/manifest?${new URLSearchParams({ run: row.run, weights: row.weights })}`}
              className="underline underline-offset-4"
            >
              {visibleText(row.weights)}
            </a>
            {` by ${row.run === "" ? "the ledger without a name" : visibleText(row.run)}, `}
            {row.first_step === row.last_step
              ? `step ${row.first_step}`
              : `steps ${row.first_step} to ${row.last_step}`}
            {`: ${plural(row.samples, "sample")}, ${formatCount(row.trained_tokens)} trained tokens`}
          </li>
        ))}
      </ul>
    </details>
  );
}
