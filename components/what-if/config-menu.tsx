"use client";

import { Braces } from "lucide-react";
import * as Popover from "radix-ui/popover";
import { viewQuery } from "@/components/address/api-urls";
import { policyConfig } from "@/components/marks/policy-config";
import { CopyButton } from "@/components/ui/copy-button";
import { PopoverPanel } from "@/components/ui/popover-panel";
import type { Policy } from "@/lib/core/policy/policy";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import { usePolicyChoice } from "./use-policy-choice";

/** The exact settings that give the policy shown, for the server, for one session and for one request. */
export function ConfigMenu({ policy, server }: { readonly policy: Policy; readonly server: ServerPolicy }) {
  const { choice, backToOwn } = usePolicyChoice();
  const asked = viewQuery(choice).toString();
  const config = policyConfig(policy, server, asked);
  return (
    <div className="flex flex-wrap gap-2">
      <Popover.Root>
        <Popover.Trigger className="inline-flex h-8 items-center gap-2 rounded-md border border-line-strong px-3 hover:bg-raised">
          <Braces size={16} aria-hidden />
          Copy as config
        </Popover.Trigger>
        <PopoverPanel
          label="Copy as config"
          align="start"
          className="flex w-[min(32rem,calc(100vw-1rem))] flex-col gap-3 p-4"
        >
          <Block title="For the server, when it starts" text={config.server} />
          <Block title="For one session: the body of POST /api/sessions" text={config.session} />
          <Block
            title="For one request: the query of samples.jsonl, and of this page's API"
            text={config.request}
          />
        </PopoverPanel>
      </Popover.Root>
      <button
        type="button"
        disabled={asked === ""}
        onClick={backToOwn}
        className="inline-flex h-8 items-center rounded-md px-3 text-ink-2 hover:bg-raised hover:text-ink disabled:opacity-40"
      >
        Back to the recorder's
      </button>
    </div>
  );
}

function Block({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-xs text-ink-2">{title}</h3>
        <CopyButton text={text} label={`Copy: ${title.toLowerCase()}`} />
      </div>
      <pre className="overflow-auto rounded-md bg-raised p-2 font-mono text-xs">{text}</pre>
    </div>
  );
}
