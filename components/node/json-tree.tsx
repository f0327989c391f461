"use client";

import { type ReactNode, useState } from "react";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";

/** Items of a list or fields of an object shown at first, and added with each press. */
const SHOWN_ITEMS = 50;
/** Characters of a text shown at first. */
const SHOWN_CHARACTERS = 2_000;
/** Levels that stand open at first. */
const OPEN_LEVELS = 2;

/** A JSON value to read: lists and objects fold, and what is long is cut with a count and a way to see the rest. */
export function JsonTree({
  name,
  value,
  level = 0,
}: {
  readonly name: string | null;
  readonly value: JsonValue;
  readonly level?: number;
}) {
  const entries = entriesOf(value);
  if (entries === null || entries.length === 0) {
    return (
      <div className="pl-4">
        <Name name={name} />
        <Leaf value={value} />
      </div>
    );
  }
  return (
    <details open={level < OPEN_LEVELS} className="pl-4">
      <summary className="-ml-4 cursor-pointer list-outside hover:bg-raised">
        <Name name={name} />
        <span className="text-ink-3">
          {Array.isArray(value)
            ? `[${plural(entries.length, "item")}]`
            : `{${plural(entries.length, "field")}}`}
        </span>
      </summary>
      <Entries entries={entries} level={level} />
    </details>
  );
}

function Entries({
  entries,
  level,
}: {
  readonly entries: readonly (readonly [string, JsonValue])[];
  readonly level: number;
}) {
  const [shown, setShown] = useState(SHOWN_ITEMS);
  const left = entries.length - shown;
  return (
    <>
      {entries.slice(0, shown).map(([name, value]) => (
        <JsonTree key={name} name={name} value={value} level={level + 1} />
      ))}
      {left > 0 && (
        <More onClick={() => setShown(shown + SHOWN_ITEMS)}>
          {formatCount(left)} more; show {formatCount(Math.min(left, SHOWN_ITEMS))}
        </More>
      )}
    </>
  );
}

function Leaf({ value }: { readonly value: JsonValue }) {
  const [isWhole, setWhole] = useState(false);
  if (typeof value !== "string") return <span className="font-medium">{stringifyJson(value)}</span>;
  const cut = !isWhole && value.length > SHOWN_CHARACTERS;
  return (
    <>
      <span className="whitespace-pre-wrap">
        {visibleText(stringifyJson(cut ? value.slice(0, SHOWN_CHARACTERS) : value))}
      </span>
      {cut && (
        <More onClick={() => setWhole(true)}>
          {formatCount(value.length - SHOWN_CHARACTERS)} more characters; show all
        </More>
      )}
    </>
  );
}

function Name({ name }: { readonly name: string | null }) {
  return name !== null && <span className="text-ink-2">{visibleText(name)}: </span>;
}

function More({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className="ml-4 block underline underline-offset-4">
      {children}
    </button>
  );
}

/** Name and value of each part; null for what has none. */
function entriesOf(value: JsonValue): readonly (readonly [string, JsonValue])[] | null {
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) return value.map((item, at) => [String(at), item]);
  return Object.entries(value);
}
