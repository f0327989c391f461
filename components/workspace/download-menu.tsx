"use client";

import { Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { samplesUrl, turnsUrl, type ViewChoice } from "./api-urls";

const ITEM =
  "block rounded-sm px-2 py-1.5 text-sm text-ink outline-none data-[highlighted]:bg-raised [&>small]:block [&>small]:text-xs [&>small]:text-ink-2";

/** The session's samples under the policy shown, and the recording itself. */
export function DownloadMenu({ session, choice }: { readonly session: string; readonly choice: ViewChoice }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="inline-flex h-8 items-center gap-2 rounded-md bg-ink px-3 text-sm font-medium text-page hover:opacity-90">
        <Download size={16} aria-hidden />
        <span className="max-md:sr-only">Download</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-50 w-72 rounded-md border border-line bg-surface p-1 shadow-[var(--shadow-raised)]"
        >
          <DropdownMenu.Item asChild>
            <a
              className={ITEM}
              href={samplesUrl(session, choice, "slime")}
              download={`${session}.samples.jsonl`}
            >
              Samples as JSONL
              <small>Ids, mask and log-probs as slime reads them, under the policy shown</small>
            </a>
          </DropdownMenu.Item>
          <DropdownMenu.Item asChild>
            <a
              className={ITEM}
              href={samplesUrl(session, choice, "messages")}
              download={`${session}.messages.jsonl`}
            >
              Conversations as JSONL
              <small>Chat messages, for reading and for supervised training</small>
            </a>
          </DropdownMenu.Item>
          <DropdownMenu.Item asChild>
            <a className={ITEM} href={turnsUrl(session)} download={`${session}.turns.jsonl`}>
              Recording as JSONL
              <small>Every turn, without loss; can be imported again</small>
            </a>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
