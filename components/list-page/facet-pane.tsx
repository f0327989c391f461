"use client";

import { useState } from "react";
import { CauseButton } from "@/components/causes/cause-button";
import { causeMark } from "@/components/marks/cause-marks";
import { formatCount } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { Facet, FacetName, FacetValue, ListFacets } from "@/lib/core/list/list-facets";
import { hasTerm } from "@/lib/core/list/toggle-term";
import { keepFacets } from "./keep-facets";

const TITLES: Readonly<Record<FacetName, { readonly title: string; readonly meaning: string }>> = {
  status: { title: "Status", meaning: "Whether calls are still recorded" },
  cause: { title: "Cause", meaning: "Of a fork, of lost, spared or refused tokens" },
  forks: { title: "Forked", meaning: "Whether the session stops being one straight conversation somewhere" },
  drift: { title: "Lost tokens", meaning: "Whether a later prompt spelled an answer with other tokens" },
  refused: { title: "Refused", meaning: "Whether sampled tokens cannot be trained" },
  reward: { title: "Reward", meaning: "What the trainer gave at the end" },
  model: { title: "Model", meaning: "The model that answered" },
  client: { title: "Client", meaning: "The program that called" },
  run: { title: "Run", meaning: "The label run" },
};

/** Values of a facet that are shown until the reader asks for all. */
const FIRST = 6;

/** What the list can be narrowed by: each choice is a condition of the typed filter. */
export function FacetPane({
  facets,
  filter,
  onToggle,
}: {
  readonly facets: ListFacets;
  readonly filter: string;
  readonly onToggle: (term: string) => void;
}) {
  const [shown, setShown] = useState(facets);
  const [told, setTold] = useState(facets);
  if (told !== facets) {
    setTold(facets);
    setShown(keepFacets(shown, facets));
  }
  return (
    <div className="flex flex-col gap-4 p-3">
      {shown.facets
        .filter(({ values }) => values.length > 0)
        .map((facet) => (
          <FacetGroup key={facet.name} facet={facet} filter={filter} onToggle={onToggle} />
        ))}
    </div>
  );
}

function FacetGroup({
  facet,
  filter,
  onToggle,
}: {
  readonly facet: Facet;
  readonly filter: string;
  readonly onToggle: (term: string) => void;
}) {
  const [isWhole, setWhole] = useState(false);
  const { title, meaning } = TITLES[facet.name];
  const shown = isWhole
    ? facet.values
    : facet.values.filter((value, at) => at < FIRST || hasTerm(filter, value.term));
  const hidden = facet.values.length - shown.length;
  return (
    <fieldset className="min-w-0">
      <legend title={meaning} className="mb-1 px-1 text-xs font-medium text-ink-2">
        {title}
      </legend>
      {shown.map((value) => (
        <FacetChoice
          key={value.term}
          name={facet.name}
          value={value}
          isOn={hasTerm(filter, value.term)}
          onToggle={() => onToggle(value.term)}
        />
      ))}
      {(hidden > 0 || isWhole) && facet.values.length > FIRST && (
        <button
          type="button"
          onClick={() => setWhole(!isWhole)}
          className="px-1 py-0.5 text-xs text-ink-2 underline underline-offset-4 hover:text-ink"
        >
          {isWhole ? "Fewer" : `${formatCount(hidden)} more`}
        </button>
      )}
      {isWhole && facet.more > 0 && (
        <p className="px-1 text-xs text-ink-2">
          {formatCount(facet.more)} further values are not told; type {facet.name}: and one of them.
        </p>
      )}
    </fieldset>
  );
}

function FacetChoice({
  name,
  value,
  isOn,
  onToggle,
}: {
  readonly name: FacetName;
  readonly value: FacetValue;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}) {
  const mark = name === "cause" ? causeMark(value.label) : null;
  const Icon = mark?.icon;
  return (
    <span className="flex items-center">
      {Icon && (
        <CauseButton asked={{ did: null, cause: value.label, node: null }}>
          <Icon size={14} aria-hidden className="shrink-0 text-ink-2" />
        </CauseButton>
      )}
      <label
        title={mark ? `${value.label}: ${mark.meaning}` : undefined}
        className="flex h-7 min-w-0 flex-1 cursor-pointer items-center gap-2 rounded-sm px-1 text-sm hover:bg-raised"
      >
        <input
          type="checkbox"
          checked={isOn}
          onChange={onToggle}
          className="size-3.5 shrink-0 accent-[var(--ink)]"
        />
        <span className="min-w-0 flex-1 truncate" title={mark ? undefined : visibleText(value.label)}>
          {visibleText(value.label)}
        </span>
        <span className={`text-xs ${value.count === 0 ? "text-ink-3" : "text-ink-2"}`}>
          {formatCount(value.count)}
        </span>
      </label>
    </span>
  );
}
