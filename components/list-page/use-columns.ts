"use client";

import { useEffect, useState } from "react";
import { asArray, asString } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";
import { COLUMNS, type ColumnName, type ListColumn } from "./columns";

const KEY = "turntree-columns";

/** The columns that the reader chose, kept in this browser. */
export function useColumns(): {
  readonly columns: readonly ListColumn[];
  readonly toggle: (name: ColumnName) => void;
} {
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  // The server does not know the choice, so it is applied once the page stands.
  useEffect(() => setChosen(readChosen()), []);
  const isShown = ({ name, shown }: ListColumn): boolean => chosen?.includes(name) ?? shown;
  const columns = COLUMNS.filter(isShown);
  const toggle = (name: ColumnName): void => {
    const next = COLUMNS.filter((column) => isShown(column) !== (column.name === name)).map(
      (column) => column.name,
    );
    window.localStorage.setItem(KEY, JSON.stringify(next));
    setChosen(next);
  };
  return { columns, toggle };
}

function readChosen(): readonly string[] | null {
  try {
    const stored = asArray(parseJson(window.localStorage.getItem(KEY) ?? "null"), "");
    return ["session", ...stored.map((name) => asString(name, "column"))];
  } catch {
    return null;
  }
}
