"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { Facet } from "@/lib/core/list/list-facets";
import { parseSessionFilter } from "@/lib/core/list/session-filter";
import { onlySuggestion, partAtCaret, type Suggestion, suggestTerms } from "./suggest-terms";

const TYPING_MS = 200;

/** The list's filter as typed: it suggests what can stand next, and says what it cannot read. */
export function FilterBox({
  value,
  facets,
  onChange,
}: {
  readonly value: string;
  readonly facets: readonly Facet[];
  readonly onChange: (value: string) => void;
}) {
  const typing = useTyped(value, onChange);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const { suggestions, active, take, onKeyDown, moveCaret } = useSuggestions(typing, facets, input);
  const isOpen = suggestions.length > 0;
  const [problem] = parseSessionFilter(typing.text).problems;
  return (
    <search className="relative min-w-0 flex-1">
      <label>
        <span className="sr-only">Find sessions by their words or figures</span>
        <Search size={16} aria-hidden className="absolute top-2 left-2.5 text-ink-3" />
        <input
          ref={input}
          type="text"
          role="combobox"
          data-find
          value={typing.text}
          placeholder="words, or forks:>2 yield:<80% cause:compaction"
          autoComplete="off"
          spellCheck={false}
          aria-expanded={isOpen}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && active >= 0 ? `${list}-${active}` : undefined}
          aria-invalid={problem !== undefined && !isOpen}
          aria-describedby={`${list}-problem`}
          onChange={(event) => {
            typing.setText(event.target.value);
            moveCaret(event.target.selectionStart);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => moveCaret(null)}
          className="h-8 w-full rounded-md border border-line-strong bg-surface pr-8 pl-8 font-mono text-sm text-ink placeholder:font-sans placeholder:text-ink-3 aria-[invalid=true]:border-refused"
        />
      </label>
      {typing.text !== "" && (
        <button
          type="button"
          aria-label="Clear the filter"
          onClick={() => typing.setText("")}
          className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-sm text-ink-2 hover:bg-raised hover:text-ink"
        >
          <X size={14} aria-hidden />
        </button>
      )}
      <Suggestions id={list} items={suggestions} active={active} onTake={take} />
      <p id={`${list}-problem`} role="status" className="text-xs text-ink-2">
        {problem && !isOpen && (
          <span className="mt-1 block">
            “{problem.part}” is no condition: {problem.reason}.
          </span>
        )}
      </p>
    </search>
  );
}

/** What can stand where the caret is, and the keys that choose it. */
function useSuggestions(
  typing: ReturnType<typeof useTyped>,
  facets: readonly Facet[],
  input: RefObject<HTMLInputElement | null>,
) {
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const place = caret === null ? null : partAtCaret(typing.text, caret);
  const partOf = ({ start, end }: NonNullable<typeof place>): string => typing.text.slice(start, end);
  const suggestions = place ? suggestTerms(partOf(place), facets) : [];
  const moveCaret = (to: number | null): void => {
    setCaret(to);
    setActive(-1);
  };
  const take = ({ insert }: Suggestion): void => {
    if (!place) return;
    const isWhole = !insert.endsWith(":");
    const taken = isWhole ? `${insert} ` : insert;
    typing.setText(`${typing.text.slice(0, place.start)}${taken}${typing.text.slice(place.end).trimStart()}`);
    const end = place.start + taken.length;
    moveCaret(isWhole ? null : end);
    requestAnimationFrame(() => input.current?.setSelectionRange(end, end));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (suggestions.length === 0) {
      if (event.key === "Escape") input.current?.blur();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const chosen =
      suggestions[active] ?? (event.key === "Enter" && place ? onlySuggestion(partOf(place), facets) : null);
    if (event.key === "Escape") moveCaret(null);
    else if (step !== 0)
      setActive((Math.max(step > 0 ? -1 : 0, active) + step + suggestions.length) % suggestions.length);
    else if (chosen && (event.key === "Enter" || event.key === "Tab")) take(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { suggestions, active, take, onKeyDown, moveCaret };
}

function Suggestions({
  id,
  items,
  active,
  onTake,
}: {
  readonly id: string;
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly onTake: (item: Suggestion) => void;
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Conditions"
      hidden={items.length === 0}
      className="absolute top-9 left-0 z-30 w-full max-w-120 overflow-hidden rounded-md border border-line bg-surface p-1 shadow-[var(--shadow-raised)]"
    >
      {items.map((item, at) => (
        <div
          key={item.insert}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(item);
          }}
          className="flex cursor-pointer items-baseline gap-3 rounded-sm px-2 py-1 text-sm hover:bg-raised aria-selected:bg-raised"
        >
          <span className="font-mono text-ink">{item.insert}</span>
          <span className="ml-auto truncate text-xs text-ink-2">{item.hint}</span>
        </div>
      ))}
    </div>
  );
}

/** What is typed now; the URL follows when the reader pauses, and the text follows the URL when a facet changes it. */
function useTyped(value: string, onChange: (value: string) => void) {
  const [typed, setTyped] = useState({ text: value, from: value });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  if (typed.from !== value)
    setTyped({ text: typed.text.trim() === value.trim() ? typed.text : value, from: value });
  const setText = (text: string): void => {
    setTyped({ text, from: value });
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(text.trim()), TYPING_MS);
  };
  return { text: typed.text, setText };
}
