"use client";

import { DatabaseZap, HardDrive, ServerOff } from "lucide-react";
import { useServerTroubles } from "./use-server-troubles";

const ICONS = { storage: DatabaseZap, engine: ServerOff, durability: HardDrive } as const;

/** Says on every page that nothing can be recorded, that the engine is dead, that it fails its calls or that a power cut loses some. */
export function ServerNotice() {
  return useServerTroubles().map(({ of, title, said, works }) => {
    const Icon = ICONS[of];
    const isNote = of === "durability";
    return (
      <div
        key={`${of} ${title}`}
        role={isNote ? "status" : "alert"}
        data-testid={`${of}-trouble`}
        className={`flex items-start gap-2 border-b border-line px-4 py-1.5 text-sm text-ink ${isNote ? "bg-realigned-fill" : "bg-refused-fill"}`}
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
