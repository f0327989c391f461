"use client";

import { DatabaseZap, ServerOff } from "lucide-react";
import { useServerTroubles } from "./use-server-troubles";

/** Says on every page that nothing can be recorded, that the engine is dead or that it fails its calls. */
export function ServerNotice() {
  return useServerTroubles().map(({ of, title, said, works }) => {
    const Icon = of === "storage" ? DatabaseZap : ServerOff;
    return (
      <div
        key={of}
        role="alert"
        data-testid={`${of}-trouble`}
        className="flex items-start gap-2 border-b border-line bg-refused-fill px-4 py-1.5 text-sm text-ink"
      >
        <Icon size={16} aria-hidden className="mt-0.5 shrink-0" />
        <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <span className="font-medium">{title}</span> {said}
          {/[.!?]$/.test(said) ? " " : ". "}
          {works}
        </p>
      </div>
    );
  });
}
