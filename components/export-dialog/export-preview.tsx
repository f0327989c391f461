"use client";

import { useQuery } from "@tanstack/react-query";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { parseJson } from "@/lib/core/json/parse-json";
import { foldJson } from "./fold-json";
import { readFirstLine } from "./read-first-line";

/** The first line of the file, with long lists folded. */
export function ExportPreview({ url }: { readonly url: string }) {
  const { data, error } = useQuery({
    queryKey: ["export-preview", url],
    queryFn: async ({ signal }) => {
      const { line } = await readFirstLine(url, signal);
      return line === null ? null : foldJson(parseJson(line));
    },
    retry: false,
  });
  // What is wrong with the export, and that it is empty, is said above.
  if (error || data === null) return null;
  return (
    <div className="flex min-h-40 flex-1 flex-col overflow-hidden rounded-md border border-line">
      <h3 className="border-b border-line px-3 py-1.5 text-xs text-ink-2">First line, long lists folded</h3>
      <ScrollRegion aria-label="First line" className="max-h-72">
        <pre className="p-3 font-mono text-xs whitespace-pre-wrap break-words">{data ?? "…"}</pre>
      </ScrollRegion>
    </div>
  );
}
