"use client";

import { type ComponentType, useState } from "react";
import { useAnnouncer } from "@/components/ui/announcements";
import { useShortcutRegistry } from "./keyboard-context";

/**
 * Something whose code is fetched when it is first opened. What is typed until it stands is held back for it: it must
 * not mean anything to the page. Says so where the code cannot be fetched.
 *
 * @param load imports the component.
 */
export function useOpenedLater<Props>(load: () => Promise<ComponentType<Props>>) {
  const registry = useShortcutRegistry();
  const announcer = useAnnouncer();
  const [Opened, setOpened] = useState<ComponentType<Props> | null>(null);
  const open = async (): Promise<void> => {
    registry.hold();
    try {
      const component = await load();
      setOpened(() => component);
    } catch {
      registry.release();
      announcer.say("The server cannot be reached");
    }
  };
  return { Opened, open: () => void open(), close: () => setOpened(null) };
}
