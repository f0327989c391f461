"use client";

import { ChevronDown } from "lucide-react";
import * as Popover from "radix-ui/popover";
import { useState } from "react";
import type { ViewChoice } from "@/components/address/api-urls";
import { policyWords } from "@/components/marks/policy-words";
import { PopoverPanel } from "@/components/ui/popover-panel";
import { useWhatIfKeys } from "@/components/what-if/use-what-if-keys";
import { WhatIfButton } from "@/components/what-if/what-if-button";
import type { Policy } from "@/lib/core/policy/policy";
import { PolicyControls } from "./policy-controls";

/** Which policy decides what trains; pressed, the ways to try another. */
export function PolicyButton({ policy, choice }: { readonly policy: Policy; readonly choice: ViewChoice }) {
  const [isOpen, setOpen] = useState(false);
  useWhatIfKeys();
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`Policy: ${policyWords(policy)}`}
        title={policyWords(policy)}
        className="inline-flex h-8 max-w-56 min-w-0 items-center gap-1.5 rounded-md border border-line-strong px-3 whitespace-nowrap text-ink hover:bg-raised"
      >
        <span className="truncate">{policyWords(policy).replaceAll(", ", " · ")}</span>
        <ChevronDown size={14} aria-hidden className="shrink-0" />
      </Popover.Trigger>
      <PopoverPanel
        label="Policy"
        align="end"
        className="flex w-[min(24rem,calc(100vw-1rem))] flex-col gap-3 p-4 text-ink-2"
      >
        <PolicyControls policy={policy} choice={choice} />
        <WhatIfButton onPress={() => setOpen(false)} />
      </PopoverPanel>
    </Popover.Root>
  );
}
