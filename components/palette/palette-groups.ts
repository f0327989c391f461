import { KEY_GROUPS } from "@/components/keys/key-table";
import type { PaletteItem, PaletteSource } from "@/components/keys/palette-item";
import type { Shortcut } from "@/components/keys/shortcut-registry";
import { rankItems } from "./rank-items";
import type { FoundSessions } from "./use-found-sessions";

/** Rows under a heading, and what is not among them, in words. */
export interface PaletteGroupRows {
  readonly heading: string;
  readonly items: readonly PaletteItem[];
  readonly note: string | null;
}

interface PaletteInput {
  readonly query: string;
  readonly shortcuts: readonly Shortcut[];
  readonly sources: readonly PaletteSource[];
  readonly found: FoundSessions;
  /** Ids of the rows used last, the latest first. */
  readonly recent: readonly string[];
  /** Makes what opens an address. */
  open(href: string): () => void;
  switchTheme(): void;
}

/** What the palette lists for a query. While nothing is typed, what was used last comes first. */
export function paletteGroups(input: PaletteInput): readonly PaletteGroupRows[] {
  const { query, sources, recent } = input;
  const ofSources = sources.map((source) => {
    const { items, more } = source.find(query);
    const note = more > 0 ? `${more} more; type more of it` : null;
    return { heading: source.heading, items, note };
  });
  const groups = [...ofSources, ...commandGroups(input), sessionGroup(input)];
  const isTyped = query.trim() !== "";
  const known = groups.flatMap(({ items }) => items);
  const used = recent.flatMap((id) => known.find((item) => item.id === id) ?? []);
  const rest = isTyped
    ? groups
    : [{ heading: "Recent", items: used, note: null }, ...withoutUsed(groups, used)];
  return rest.filter(({ items, note }) => items.length > 0 || note !== null);
}

function withoutUsed(
  groups: readonly PaletteGroupRows[],
  used: readonly PaletteItem[],
): readonly PaletteGroupRows[] {
  const ids = new Set(used.map(({ id }) => id));
  return groups.map((group) => ({ ...group, items: group.items.filter(({ id }) => !ids.has(id)) }));
}

function commandGroups({ query, shortcuts, open, switchTheme }: PaletteInput): readonly PaletteGroupRows[] {
  const ofKeys = KEY_GROUPS.map((group) => ({
    heading: group,
    items: shortcuts
      .filter((shortcut) => shortcut.group === group && shortcut.id !== "page.palette")
      .map(commandItem),
  }));
  const pages: readonly PaletteItem[] = [
    { id: "open.sessions", label: "Open sessions", run: open("/sessions") },
    { id: "open.runs", label: "Open runs", run: open("/runs") },
    { id: "open.groups", label: "Open groups", run: open("/groups") },
    { id: "open.compare", label: "Open compare", aliases: "side by side", run: open("/compare") },
    { id: "theme", label: "Switch between light and dark", aliases: "theme colour mode", run: switchTheme },
  ];
  return [...ofKeys, { heading: "Pages", items: pages }].map(({ heading, items }) => ({
    heading,
    items: rankItems(items, query),
    note: null,
  }));
}

function commandItem({ id, does, keys, run }: Shortcut): PaletteItem {
  return { id, label: `${does[0]?.toUpperCase()}${does.slice(1)}`, keys: keys.slice(0, 1), run };
}

function sessionGroup({ found, open }: PaletteInput): PaletteGroupRows {
  const heading = "Sessions";
  switch (found.state) {
    case "looking":
      return { heading, items: [], note: null };
    case "failed":
      return { heading, items: [], note: found.reason };
    case "found":
      return {
        heading,
        items: found.sessions.map(({ id, model, status }) => ({
          id: `session.${id}`,
          label: id,
          detail: `${model} · ${status}`,
          run: open(`/sessions/${encodeURIComponent(id)}`),
        })),
        note: found.hasMore ? "More sessions fit; type more of the id" : null,
      };
    default:
      return found satisfies never;
  }
}
