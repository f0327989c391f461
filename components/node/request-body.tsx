"use client";

import { useQuery } from "@tanstack/react-query";
import { turnRequestUrl } from "@/components/address/api-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import { CopyButton } from "@/components/ui/copy-button";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { JsonTree } from "./json-tree";
import { prettyJson } from "./pretty-json";

/** The request that made a turn, to read and to copy whole. */
export function RequestBody({ session, turn }: { readonly session: string; readonly turn: number }) {
  // A recorded call never changes.
  const { data, error } = useQuery({
    queryKey: ["request", session, turn],
    queryFn: ({ signal }) => fetchJson<JsonObject>(turnRequestUrl(session, turn), signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!data) return <LoadingOrError error={error} what="request" />;
  return (
    <div data-testid="request-body">
      <p className="flex items-center gap-2 text-xs text-ink-2">
        By the names of Chat Completions, with every field that was recorded. The bytes themselves are not
        kept.
        <span className="ml-auto">
          <CopyButton text={() => prettyJson(stringifyJson(data))} label="Copy the request as JSON" />
        </span>
      </p>
      <div className="font-mono text-xs text-ink [overflow-wrap:anywhere]">
        <JsonTree name={null} value={data} />
      </div>
    </div>
  );
}
