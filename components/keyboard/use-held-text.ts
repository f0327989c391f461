"use client";

import { type Dispatch, type SetStateAction, useEffect, useState } from "react";
import { useShortcutRegistry } from "./keyboard-context";

/**
 * A text that begins with what was typed while this component's code was being fetched; once it stands, keys are the
 * page's again.
 */
export function useHeldText(): [string, Dispatch<SetStateAction<string>>] {
  const registry = useShortcutRegistry();
  const [text, setText] = useState(() => registry.heldText);
  useEffect(() => {
    // Keys may have come between the first drawing and now.
    if (registry.heldText !== "") setText(registry.heldText);
    registry.release();
  }, [registry]);
  return [text, setText];
}
