"use client";

import { useEffect, useState } from "react";
import { useShortcutRegistry } from "./keyboard-context";

/** What was typed while this component's code was being fetched; from now on keys are the page's again. */
export function useHeldText(): string {
  const registry = useShortcutRegistry();
  const [text] = useState(() => registry.heldText);
  useEffect(() => registry.release(), [registry]);
  return text;
}
