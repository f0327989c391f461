"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useAnnouncer } from "../ui/announcements";
import { focusFind, stepPane } from "./focus-pane";
import { KeyboardContextProvider } from "./keyboard-context";
import { PAGE_KEYS } from "./page-keys";
import { ShortcutRegistry } from "./shortcut-registry";
import { useKeyListener } from "./use-key-listener";
import { usePaneShortcuts } from "./use-pane-shortcuts";

/** Fetched when it is first asked for. */
const KeyboardHelp = dynamic(() => import("./keyboard-help").then((help) => help.KeyboardHelp), {
  ssr: false,
});

const CommandPalette = dynamic(
  () => import("../palette/command-palette").then((palette) => palette.CommandPalette),
  { ssr: false },
);

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
  const [isHelping, setHelping] = useState(false);
  const [isFinding, setFinding] = useState(false);
  const announcer = useAnnouncer();
  useKeyListener(registry);
  usePaneShortcuts("page", PAGE_KEYS, {
    "page.palette": () => setFinding(true),
    "page.find": () => {
      if (!focusFind(registry.activePane)) announcer.say("There is nothing to search in here");
    },
    "page.help": () => setHelping(true),
    "page.next-pane": () => stepPane(document.activeElement, 1),
    "page.previous-pane": () => stepPane(document.activeElement, -1),
    "page.back": () => registry.goBack(),
  });
  return (
    <>
      {isHelping && <KeyboardHelp onClose={() => setHelping(false)} />}
      {isFinding && <CommandPalette onClose={() => setFinding(false)} />}
    </>
  );
}
