"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import * as Popover from "radix-ui/popover";
import { useState } from "react";
import { fetchJson } from "@/components/reads/fetch-json";
import { PopoverPanel } from "@/components/ui/popover-panel";
import { formatCount, plural } from "@/lib/core/base/format-count";

/** Sessions offered at once; a longer search narrows them. */
const OFFERED = 8;

interface SessionMatches {
  readonly sessions: readonly {
    readonly id: string;
    readonly model: string;
    readonly counters: { readonly turns: number; readonly forks: number };
  }[];
  readonly next_cursor: string | null;
}

/** Chooses a side's session: the latest ones, or those that a search finds. */
export function SessionPicker({
  side,
  session,
  onChoose,
}: {
  readonly side: string;
  readonly session: string | null;
  readonly onChoose: (session: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`Session of side ${side}: ${session ?? "none chosen"}`}
        className="inline-flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-left text-ink hover:bg-raised"
      >
        <span className={`min-w-0 flex-1 truncate ${session ? "font-mono" : "text-ink-2"}`}>
          {session ?? "Choose a session"}
        </span>
        <ChevronDown size={14} aria-hidden className="shrink-0 text-ink-3" />
      </Popover.Trigger>
      <PopoverPanel
        label={`Sessions for side ${side}`}
        align="start"
        className="w-[min(28rem,calc(100vw-1rem))]"
      >
        <Search
          onChoose={(id) => {
            setOpen(false);
            onChoose(id);
          }}
        />
      </PopoverPanel>
    </Popover.Root>
  );
}

function Search({ onChoose }: { readonly onChoose: (session: string) => void }) {
  const [words, setWords] = useState("");
  const query = new URLSearchParams({ limit: String(OFFERED), ...(words.trim() ? { filter: words } : {}) });
  const { data, error } = useQuery({
    queryKey: ["find-sessions", words],
    queryFn: ({ signal }) => fetchJson<SessionMatches>(`/api/sessions?${query}`, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div className="flex flex-col">
      <input
        type="search"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        placeholder="id, words, or a condition like forks:>2"
        aria-label="Find a session"
        className="border-b border-line bg-surface px-3 py-2 text-sm text-ink outline-none placeholder:text-ink-3"
      />
      {error && <p className="px-3 py-2 text-sm text-refused">{error.message}</p>}
      <ul className="max-h-72 overflow-auto p-1">
        {data?.sessions.map(({ id, model, counters }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onChoose(id)}
              className="flex w-full items-baseline gap-3 rounded-md px-2 py-1.5 text-left hover:bg-raised focus-visible:bg-raised"
            >
              <span className="min-w-0 flex-1 truncate font-mono text-sm">{id}</span>
              <span className="shrink-0 text-xs text-ink-3">
                {plural(counters.turns, "turn")} · {formatCount(counters.forks)} forks · {model}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {data?.sessions.length === 0 && <p className="px-3 py-2 text-sm text-ink-2">No session fits.</p>}
      {data?.next_cursor && (
        <p className="border-t border-line px-3 py-1.5 text-xs text-ink-3">
          The {OFFERED} changed last. Type to find others.
        </p>
      )}
    </div>
  );
}
