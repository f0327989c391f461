"use client";

import { type Dispatch, type SetStateAction, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useShortcutRegistry } from "./keyboard-context";

/**
 * A text that begins with what was typed while this component's code was being fetched; once it stands and has the
 * focus, keys are the page's again.
 */
export function useHeldText(): [string, Dispatch<SetStateAction<string>>] {
  const registry = useShortcutRegistry();
  const [text, setText] = useState(() => registry.heldText);
  useEffect(() => {
    // The next key goes to the field itself: the field must hold, before it comes, what came until now.
    queueMicrotask(() => {
      if (registry.heldText !== "") flushSync(() => setText(registry.heldText));
      registry.release();
    });
  }, [registry]);
  return [text, setText];
}
