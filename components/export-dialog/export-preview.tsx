"use client";

import { useQuery } from "@tanstack/react-query";
import { errorSentence } from "@/components/reads/fetch-json";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { visibleText } from "@/lib/core/base/visible-text";
import { parseJson } from "@/lib/core/json/parse-json";
import { foldJson } from "./fold-json";

/** The first line of an export; null when it has none, with the reason that the server gives. */
interface FirstLine {
  readonly line: string | null;
  readonly reason: string | null;
}

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
        <pre className="p-3 font-mono text-xs whitespace-pre-wrap break-words">
          {visibleText(data ?? "…")}
        </pre>
      </ScrollRegion>
    </div>
  );
}

/**
 * Reads the first line of an export and hangs up, so that the server makes no more of it than that. Throws an `Error`
 * with the server's own sentence when it refuses.
 */
async function readFirstLine(url: string, signal: AbortSignal): Promise<FirstLine> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(errorSentence(await response.text(), response.status));
  const reason = response.headers.get("x-turntree-reason");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    text += next.value;
    if (next.value.includes("\n")) break;
  }
  await reader?.cancel();
  return { line: text.split("\n")[0] || null, reason };
}
