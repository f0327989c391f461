"use client";

import { SlidersHorizontal, X } from "lucide-react";
import * as Popover from "radix-ui/popover";
import { PolicyKnobList } from "@/components/marks/policy-knob-list";
import { PopoverPanel } from "@/components/ui/popover-panel";
import { formatCount } from "@/lib/core/base/format-count";
import { SETTING_NAMES, withSetting } from "@/lib/core/policy/policy-text";
import type { SidePolicy } from "./use-side-policy";

/** The further settings of a side's policy: how many are changed, all of them when pressed, and the way back. */
export function SideSettings({
  name,
  settings,
  chosen,
  onChange,
}: {
  readonly name: "A" | "B";
  /** As the address holds them. */
  readonly settings: string | null;
  /** Null until the session's own policy is known. */
  readonly chosen: SidePolicy | null;
  readonly onChange: (settings: string | null) => void;
}) {
  const changed = chosen ? changedCount(chosen) : 0;
  return (
    <>
      <Popover.Root>
        <Popover.Trigger
          disabled={chosen === null}
          aria-label={`Settings of side ${name}'s policy`}
          className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 text-ink hover:bg-raised disabled:opacity-40"
        >
          <SlidersHorizontal size={14} aria-hidden />
          Settings
          {changed > 0 && <span className="text-ink-2">Δ {formatCount(changed)}</span>}
        </Popover.Trigger>
        {chosen && (
          <PopoverPanel
            label={`Settings of side ${name}'s policy`}
            align="end"
            className="w-[min(36rem,calc(100vw-1rem))] p-4"
          >
            <PolicyKnobList
              policy={chosen.policy}
              unchanged={chosen.unchanged}
              onChange={(knob, value) => onChange(withSetting(chosen.settings, knob, value) || null)}
            />
          </PopoverPanel>
        )}
      </Popover.Root>
      {settings !== null && (
        <span className="inline-flex max-w-full items-center gap-1 rounded-md bg-raised py-0.5 pr-0.5 pl-2 font-mono text-xs text-ink">
          <span className="min-w-0 [overflow-wrap:anywhere]">{settings}</span>
          <button
            type="button"
            aria-label={`Leave out the settings of side ${name}`}
            onClick={() => onChange(null)}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-2 hover:bg-surface hover:text-ink"
          >
            <X size={14} aria-hidden />
          </button>
        </span>
      )}
    </>
  );
}

function changedCount({ policy, unchanged }: SidePolicy): number {
  return SETTING_NAMES.filter((setting) => policy[setting] !== unchanged[setting]).length;
}
