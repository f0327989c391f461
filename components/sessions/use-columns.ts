"use client";

import { useEffect, useState } from "react";
import { z } from "zod/mini";
import { COLUMNS, type ColumnName, type ListColumn } from "./columns";

const KEY = "turntree-columns";
const stored = z.array(z.string());

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
    const read = stored.safeParse(JSON.parse(window.localStorage.getItem(KEY) ?? "null"));
    return read.success ? ["session", ...read.data] : null;
  } catch {
    return null;
  }
}
