"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { Shortcut } from "./shortcuts";

/** The keys of the page, from the list that makes them. */
export function KeyboardHelp({
  open,
  onOpenChange,
  shortcuts,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly shortcuts: readonly Shortcut[];
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[min(40rem,calc(100vw-2rem))] -translate-1/2 overflow-auto rounded-lg border border-line bg-surface shadow-[var(--shadow-raised)]"
        >
          <div className="flex items-center border-b border-line px-4 py-3">
            <Dialog.Title className="text-base font-medium">Keys</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="ml-auto inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-raised hover:text-ink"
            >
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 p-4 text-sm sm:grid-cols-[auto_1fr_auto_1fr]">
            {shortcuts.map(({ key, does }) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="inline-block min-w-7 rounded-sm border border-line-strong bg-raised px-1.5 text-center font-mono text-xs">
                    {key === "Escape" ? "Esc" : key}
                  </kbd>
                </dt>
                <dd className="text-ink-2">{does}</dd>
              </div>
            ))}
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
