"use client";

import { ChevronDown, ChevronUp, Search } from "lucide-react";
import type { TokenColumns } from "@/lib/core/token-columns";
import { plural } from "../ui/format";
import { IconButton } from "../ui/icon-button";
import { useViewState } from "../workspace/view-state";
import type { FindResult } from "./find-tokens";
import { OVERLAYS, type Overlay } from "./overlays";

const OVERLAY_WORDS: Readonly<Record<Overlay, { readonly label: string; readonly meaning: string }>> = {
  mask: { label: "Mask", meaning: "Which tokens train in this sample, and what the others are" },
  logprob: {
    label: "Log-prob",
    meaning: "How surprising each sampled token was: −log p in nats, in seven fixed steps",
  },
  owner: { label: "Turn", meaning: "Which turn sampled each token" },
};

/** What the colours stand for, white space, and the pane's own search. */
export function TokenToolbar({
  columns,
  query,
  found,
  current,
  onQuery,
  onStep,
}: {
  readonly columns: TokenColumns;
  readonly query: string;
  readonly found: FindResult;
  readonly current: number;
  readonly onQuery: (query: string) => void;
  readonly onStep: (step: 1 | -1) => void;
}) {
  const [{ ov, ws }, setState] = useViewState();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 text-sm text-ink-2">
      <fieldset className="inline-flex overflow-hidden rounded-md border border-line-strong">
        <legend className="sr-only">Colours show</legend>
        {OVERLAYS.map((overlay) => (
          <button
            key={overlay}
            type="button"
            title={OVERLAY_WORDS[overlay].meaning}
            aria-pressed={ov === overlay}
            onClick={() => setState({ ov: overlay })}
            className="border-r border-line-strong px-3 py-1 last:border-0 hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
          >
            {OVERLAY_WORDS[overlay].label}
          </button>
        ))}
      </fieldset>
      <label className="inline-flex items-center gap-2">
        <input type="checkbox" checked={ws} onChange={(event) => setState({ ws: event.target.checked })} />
        white space
      </label>
      <search className="ml-auto flex items-center gap-1">
        <label className="relative">
          <span className="sr-only">Find in this sample</span>
          <Search size={14} aria-hidden className="absolute top-2 left-2 text-ink-3" />
          <input
            type="search"
            value={query}
            placeholder="text, /regex/, id:198, lp:<-4, state:refused"
            onChange={(event) => onQuery(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && onStep(event.shiftKey ? -1 : 1)}
            className="h-7 w-72 rounded-md border border-line-strong bg-surface pr-2 pl-7 text-ink placeholder:text-ink-3 max-sm:w-40"
          />
        </label>
        <output
          className={`w-28 text-xs ${found.ok ? "" : "text-refused"}`}
          title={found.ok ? undefined : found.problem}
        >
          {findWords(query, found, current)}
        </output>
        <IconButton
          label="Previous match"
          disabled={!found.ok || found.matches.length === 0}
          onClick={() => onStep(-1)}
        >
          <ChevronUp size={16} aria-hidden />
        </IconButton>
        <IconButton
          label="Next match"
          disabled={!found.ok || found.matches.length === 0}
          onClick={() => onStep(1)}
        >
          <ChevronDown size={16} aria-hidden />
        </IconButton>
      </search>
      <span className="text-xs">{plural(columns.ids.length, "token")}</span>
    </div>
  );
}

function findWords(query: string, found: FindResult, current: number): string {
  if (query.trim() === "") return "";
  if (!found.ok) return found.problem;
  if (found.matches.length === 0) return "no match";
  return current < 0 ? `${found.matches.length} found` : `${current + 1} of ${found.matches.length}`;
}
