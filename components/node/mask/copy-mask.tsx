"use client";

import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { plainTokenText } from "@/components/marks/plain-token-text";
import { tokenLabel } from "@/components/marks/token-label";
import { NODE_KEYS } from "@/components/node/node-keys";
import { useAnnouncer } from "@/components/ui/announcements";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenTexts } from "@/lib/core/tokens/token-texts";

/** Copies a message's ids, as they were sampled, or its text; by button and by key. */
export function CopyMask({ columns, texts }: { readonly columns: TokenColumns; readonly texts: TokenTexts }) {
  const announcer = useAnnouncer();
  const copy = (make: () => string, said: string) => (): void =>
    void navigator.clipboard.writeText(make()).then(() => announcer.say(said));
  const copyIds = copy(() => JSON.stringify(Array.from(columns.ids)), "Ids copied");
  const copyText = copy(
    () =>
      texts
        .slice(0, texts.length)
        .map((text) => plainTokenText(text) ?? tokenLabel(text, "rendered"))
        .join(""),
    "Text copied",
  );
  usePaneShortcuts("node", NODE_KEYS, { "node.copy-ids": copyIds });
  const look = "rounded-md border border-line px-1.5 py-0.5 hover:bg-raised";
  return (
    <>
      <button type="button" className={look} title="Copy the ids of this message (I)" onClick={copyIds}>
        copy ids
      </button>
      <button type="button" className={look} onClick={copyText}>
        copy text
      </button>
    </>
  );
}
