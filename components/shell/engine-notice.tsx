"use client";

import { ServerOff } from "lucide-react";
import { useEngineTrouble } from "./use-engine-trouble";

/** Says on every page that the engine is dead, or that it fails its calls; nothing while it is well. */
export function EngineNotice() {
  const trouble = useEngineTrouble();
  if (!trouble) return null;
  const { title, said, works } = trouble;
  return (
    <div
      role="alert"
      data-testid="engine-trouble"
      className="flex items-start gap-2 border-b border-line bg-refused-fill px-4 py-1.5 text-sm text-ink"
    >
      <ServerOff size={16} aria-hidden className="mt-0.5 shrink-0" />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="font-medium">{title}</span> {said}
        {/[.!?]$/.test(said) ? " " : ". "}
        {works}
      </p>
    </div>
  );
}
