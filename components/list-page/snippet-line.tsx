import type { TextSnippet } from "@/lib/core/list/text-snippet";

/** Where in the session the words looked for stand. */
export function SnippetLine({ snippet: { before, match, after } }: { readonly snippet: TextSnippet }) {
  return (
    <p className="truncate text-xs leading-5 text-ink-2" title={`${before}${match}${after}`}>
      {before}
      <mark className="rounded-xs bg-trained-fill px-0.5 text-ink">{match}</mark>
      {after}
    </p>
  );
}
