"use client";

import { stringifyJson } from "@/lib/core/stringify-json";
import { CopyButton } from "../ui/copy-button";
import { LoadingOrError } from "./loading-or-error";
import { type NodeChoice, useNodeDetail } from "./use-node";

/** The recorded facts as JSON. */
export function RawTab({ choice }: { readonly choice: NodeChoice }) {
  const { data, error } = useNodeDetail(choice);
  if (!data) return <LoadingOrError error={error} what="facts" />;
  const text = prettyJson(stringifyJson(data));
  return (
    <div className="relative">
      <span className="absolute top-2 right-2">
        <CopyButton text={text} label="Copy JSON" />
      </span>
      <pre className="p-4 pr-12 font-mono text-xs whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
        {text}
      </pre>
    </div>
  );
}

/** Indents JSON text without reading its numbers, so that long integers keep every digit. */
function prettyJson(text: string): string {
  let depth = 0;
  return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, (part) => {
    switch (part) {
      case "{":
      case "[":
        depth += 1;
        return `${part}\n${"  ".repeat(depth)}`;
      case "}":
      case "]":
        depth -= 1;
        return `\n${"  ".repeat(depth)}${part}`;
      case ",":
        return `,\n${"  ".repeat(depth)}`;
      case ":":
        return ": ";
      default:
        return part;
    }
  });
}
