"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "@/components/address/use-navigate";
import { useShortcutRegistry } from "@/components/keys/keyboard-context";
import type { PaletteItem } from "@/components/keys/palette-item";
import { useHeldText } from "@/components/keys/use-held-text";
import { DialogFrame } from "@/components/ui/dialog-frame";
import { switchTheme } from "@/components/ui/switch-theme";
import { asArray, asString } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";
import { PaletteGroup } from "./palette-group";
import { type PaletteGroupRows, paletteGroups } from "./palette-groups";
import { useFoundSessions } from "./use-found-sessions";

const RECENT_KEY = "turntree-palette-recent";
const MOST_RECENT = 5;

/** Finds a command, a place of the page, or a session, and runs it. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useHeldText();
  const groups = useGroups(query);
  const run = (item: PaletteItem): void => {
    rememberItem(item.id);
    onClose();
    // The dialog gives the focus back first, so that what runs can take it.
    requestAnimationFrame(() => item.run());
  };
  return (
    <DialogFrame kind="prompt" title="Command palette" width="medium" onClose={onClose}>
      <Command shouldFilter={false} loop label="Commands, places and sessions" data-testid="palette">
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Search size={16} aria-hidden className="shrink-0 text-ink-3" />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            placeholder="A command, a message's text, t12, S3, or a session's id"
            className="h-12 min-w-0 flex-1 bg-surface text-base text-ink outline-none placeholder:text-ink-3"
          />
        </div>
        <Command.List className="max-h-[60dvh] overflow-auto p-1">
          <Command.Empty className="px-3 py-8 text-center text-sm text-ink-2">
            Nothing is called “{query.trim()}”. Try a part of a command's name, the text of a message, a turn
            such as t12, or a part of a session's id.
          </Command.Empty>
          {groups.map((group) => (
            <PaletteGroup key={group.heading} group={group} onRun={run} />
          ))}
        </Command.List>
      </Command>
    </DialogFrame>
  );
}

/** Everything that fits the query, under its headings. */
function useGroups(query: string): readonly PaletteGroupRows[] {
  const registry = useShortcutRegistry();
  const navigate = useNavigate();
  const [recent] = useState(recentItems);
  const found = useFoundSessions(query);
  const open = (href: string) => (): void => navigate(href);
  return paletteGroups({
    query,
    shortcuts: registry.all(),
    sources: registry.sources(),
    found,
    recent,
    open,
    switchTheme,
  });
}

/** Ids of the palette's rows used last, the latest first; none where the browser remembers nothing. */
function recentItems(): readonly string[] {
  try {
    const stored = asArray(parseJson(window.localStorage.getItem(RECENT_KEY) ?? "[]"), "");
    return stored.slice(0, MOST_RECENT).map((id) => asString(id, "id"));
  } catch {
    return [];
  }
}

/** Puts an id first among those used. */
function rememberItem(id: string): void {
  const next = [id, ...recentItems().filter((known) => known !== id)].slice(0, MOST_RECENT);
  try {
    window.localStorage.setItem(RECENT_KEY, JSON.stringify(next));
  } catch {
    // Storage is full or forbidden; the palette works without a memory.
  }
}
