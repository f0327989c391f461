"use client";

import { Command } from "cmdk";
import { Keys } from "@/components/keys/keys";
import type { PaletteItem } from "@/components/keys/palette-item";
import type { PaletteGroupRows } from "./palette-groups";

/** Rows of the palette under their heading. */
export function PaletteGroup({
  group,
  onRun,
}: {
  readonly group: PaletteGroupRows;
  readonly onRun: (item: PaletteItem) => void;
}) {
  const { heading, items, note } = group;
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-2"
    >
      {items.map((item) => (
        <Command.Item
          key={item.id}
          value={item.id}
          onSelect={() => onRun(item)}
          className="flex cursor-pointer items-center gap-3 rounded-md px-3 py-1.5 text-sm text-ink data-[selected=true]:bg-raised"
        >
          <span className="min-w-0 truncate">{item.label}</span>
          {item.detail && <span className="min-w-0 shrink-2 truncate text-xs text-ink-2">{item.detail}</span>}
          {item.keys && item.keys.length > 0 && (
            <span className="ml-auto shrink-0">
              <Keys names={item.keys} />
            </span>
          )}
        </Command.Item>
      ))}
      {note !== null && <p className="px-3 py-1.5 text-xs text-ink-2">{note}</p>}
    </Command.Group>
  );
}
