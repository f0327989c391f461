"use client";

import { Search } from "lucide-react";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

const STATUSES = ["open", "finished", "dropped"] as const;
const TYPING_MS = 200;

/** Filters the list; the URL holds the filter, so that it can be kept and shared. */
export function SessionFilter() {
  const [filter, setFilter] = useQueryStates(
    { q: parseAsString.withDefault(""), status: parseAsStringLiteral(STATUSES), cursor: parseAsString },
    { shallow: false, history: "replace" },
  );
  return (
    <search className="flex flex-wrap items-center gap-2">
      <label className="relative flex-1 md:max-w-120">
        <span className="sr-only">Find sessions by their words or figures</span>
        <Search size={16} aria-hidden className="absolute top-2 left-2.5 text-ink-3" />
        <input
          type="search"
          value={filter.q}
          placeholder="words, or forks:>2 yield:<80% cause:compaction"
          onChange={(event) =>
            setFilter(
              { q: event.target.value || null, cursor: null },
              { limitUrlUpdates: debounce(TYPING_MS) },
            )
          }
          className="h-8 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 text-sm text-ink placeholder:text-ink-3"
        />
      </label>
      <label className="inline-flex items-center gap-2 text-sm text-ink-2">
        <span className="sr-only">Status</span>
        <select
          value={filter.status ?? ""}
          onChange={(event) =>
            setFilter({
              status: STATUSES.find((known) => known === event.target.value) ?? null,
              cursor: null,
            })
          }
          className="h-8 rounded-md border border-line-strong bg-surface px-2 text-ink"
        >
          <option value="">any status</option>
          {STATUSES.map((status) => (
            <option key={status}>{status}</option>
          ))}
        </select>
      </label>
    </search>
  );
}
