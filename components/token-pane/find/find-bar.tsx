"use client";

import { ChevronDown, ChevronUp, Search } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import type { Find } from "./use-find";

/** The pane's own search: what to find, how many there are, and the way from one to the next. */
export function FindBar({ find }: { readonly find: Find }) {
  const { query, found, matches, ask, step } = find;
  return (
    <search className="flex min-w-0 flex-1 basis-64 items-center justify-end gap-1 @max-2xl:basis-40">
      <output
        className={`truncate text-right text-xs ${found.ok ? "" : "max-w-80 text-refused"}`}
        title={found.ok ? undefined : found.problem}
      >
        {findWords(find)}
      </output>
      <label className="relative max-w-72 min-w-0 flex-1">
        <span className="sr-only">Find in this sample</span>
        <Search size={14} aria-hidden className="absolute top-1.5 left-2 text-ink-3" />
        <input
          type="search"
          data-find
          value={query}
          placeholder="text, /regex/, id:198, lp:<-4"
          title="Searches the whole sample: text as it is, /a regular expression/, id:151645, lp:<-4 (log-prob in nats), state:realigned"
          onChange={(event) => ask(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && step(event.shiftKey ? -1 : 1)}
          className="h-7 w-full rounded-md border border-line-strong bg-surface pr-2 pl-7 text-ink placeholder:text-ink-3"
        />
      </label>
      <IconButton label="Previous match" disabled={matches.length === 0} onClick={() => step(-1)}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label="Next match" disabled={matches.length === 0} onClick={() => step(1)}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
    </search>
  );
}

function findWords({ query, found, matches, current }: Find): string {
  if (query.trim() === "") return "";
  if (!found.ok) return found.problem;
  if (matches.length === 0) return "no match";
  return current < 0 ? `${matches.length} found` : `${current + 1} of ${matches.length}`;
}
