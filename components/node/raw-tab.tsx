"use client";

import { type NodeChoice, useNodeDetail } from "@/components/session/use-node";
import { CopyButton } from "@/components/ui/copy-button";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { assume } from "@/lib/core/base/assume";
import { formatCount } from "@/lib/core/base/format-count";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { FoldedRequest } from "./folded-request";
import { JsonTree } from "./json-tree";
import { prettyJson } from "./pretty-json";

/** The recorded facts as JSON: to fold and read here, or to copy whole. */
export function RawTab({ choice }: { readonly choice: NodeChoice }) {
  const { data, error } = useNodeDetail(choice);
  if (!data) return <LoadingOrError error={error} what="facts" />;
  const text = stringifyJson(data);
  const value = assume<JsonValue>(data, "the node's detail was read from JSON");
  return (
    <div>
      <p className="sticky top-0 z-10 flex items-center border-b border-line bg-surface py-0.5 pr-2 pl-4 text-xs text-ink-2">
        {formatCount(text.length)} characters
        <span className="ml-auto">
          <CopyButton text={() => prettyJson(text)} label="Copy JSON" />
        </span>
      </p>
      {data.turn && (
        <div className="px-4 pt-3">
          <FoldedRequest session={choice.session} turn={data.turn.index} />
        </div>
      )}
      <div data-testid="raw" className="p-4 font-mono text-xs text-ink [overflow-wrap:anywhere]">
        <JsonTree name={null} value={value} />
      </div>
    </div>
  );
}
