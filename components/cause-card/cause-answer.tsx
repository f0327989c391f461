"use client";

import { useQuery } from "@tanstack/react-query";
import { nodeUrl } from "@/components/address/api-urls";
import type { CausePlace } from "@/components/causes/cause-card-context";
import { FoldedRequest } from "@/components/node/folded-request";
import { JsonTree } from "@/components/node/json-tree";
import { fetchJson } from "@/components/reads/fetch-json";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { assume } from "@/lib/core/base/assume";
import type { NodeDetail } from "@/lib/core/diff/node-detail";
import type { JsonValue } from "@/lib/core/json/json-value";

/** The message and the facts of its call, where nothing was held before it to compare with. */
export function CauseAnswer({
  place: { session, view, revision },
  node,
}: {
  readonly place: CausePlace;
  readonly node: string;
}) {
  const { data, error } = useQuery({
    queryKey: ["cause-answer", session, node, revision],
    queryFn: ({ signal }) => fetchJson<NodeDetail>(nodeUrl(session, node, view), signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!data) return <LoadingOrError error={error} what="request" />;
  const value = assume<JsonValue>(data, "the node's detail was read from JSON");
  return (
    <section className="flex flex-col gap-2" data-testid="cause-request">
      <h3 className="font-medium">
        {data.turn ? `The call that it shows at: turn ${data.turn.index}` : "The message that it shows at"}
      </h3>
      <div className="rounded-lg border border-line p-3 font-mono text-xs [overflow-wrap:anywhere]">
        <JsonTree name={null} value={value} />
      </div>
      {data.turn && <FoldedRequest session={session} turn={data.turn.index} />}
    </section>
  );
}
