"use client";

import { Columns3 } from "lucide-react";
import * as Popover from "radix-ui/popover";
import { TOOL } from "@/components/marks/tool-look";
import { PopoverPanel } from "@/components/ui/popover-panel";
import { COLUMNS, type ColumnName, type ListColumn } from "./columns";

/** Chooses the columns of the list. */
export function ColumnMenu({
  columns,
  onToggle,
}: {
  readonly columns: readonly ListColumn[];
  readonly onToggle: (name: ColumnName) => void;
}) {
  return (
    <Popover.Root>
      <Popover.Trigger className={`${TOOL} max-md:hidden`}>
        <Columns3 size={16} aria-hidden />
        <span className="max-lg:sr-only">Columns</span>
      </Popover.Trigger>
      <PopoverPanel label="Columns" align="end" className="w-80 p-2">
        {COLUMNS.filter(({ name }) => name !== "session").map(({ name, label, meaning }) => (
          <label
            key={name}
            className="flex cursor-pointer items-baseline gap-2 rounded-sm px-1 py-1 hover:bg-raised"
          >
            <input
              type="checkbox"
              checked={columns.some((column) => column.name === name)}
              onChange={() => onToggle(name)}
              className="size-3.5 shrink-0 translate-y-0.5 accent-[var(--ink)]"
            />
            <span className="text-sm">
              {label}
              <span className="block text-xs text-ink-2">{meaning}</span>
            </span>
          </label>
        ))}
      </PopoverPanel>
    </Popover.Root>
  );
}
