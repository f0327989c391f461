"use client";

import { type ReactNode, useState } from "react";
import { focusFind, stepPane } from "@/components/keys/focus-pane";
import { KeyboardContextProvider } from "@/components/keys/keyboard-context";
import { PAGE_KEYS } from "@/components/keys/page-keys";
import { ShortcutRegistry } from "@/components/keys/shortcut-registry";
import { useKeyListener } from "@/components/keys/use-key-listener";
import { useOpenedLater } from "@/components/keys/use-opened-later";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { useAnnouncer } from "@/components/ui/announcements";

const loadHelp = () => import("@/components/keys/keyboard-help").then((help) => help.KeyboardHelp);
const loadPalette = () =>
  import("@/components/palette/command-palette").then((palette) => palette.CommandPalette);

/** One registry of keys for the page, its listener, and what every page's keys open. */
export function KeyboardProvider({ children }: { readonly children: ReactNode }) {
  const [registry] = useState(() => new ShortcutRegistry());
  return (
    <KeyboardContextProvider value={registry}>
      <PageKeys registry={registry} />
      {children}
    </KeyboardContextProvider>
  );
}

function PageKeys({ registry }: { readonly registry: ShortcutRegistry }) {
  const help = useOpenedLater(loadHelp);
  const palette = useOpenedLater(loadPalette);
  const announcer = useAnnouncer();
  useKeyListener(registry);
  usePaneShortcuts("page", PAGE_KEYS, {
    "page.palette": palette.open,
    "page.find": () => {
      if (!focusFind(registry.activePane)) announcer.say("There is nothing to search in here");
    },
    "page.help": help.open,
    "page.next-pane": () => stepPane(registry.activePane, 1),
    "page.previous-pane": () => stepPane(registry.activePane, -1),
    "page.back": () => registry.goBack(),
  });
  return (
    <>
      {help.Opened && <help.Opened onClose={help.close} />}
      {palette.Opened && <palette.Opened onClose={palette.close} />}
    </>
  );
}
