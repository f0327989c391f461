import { X } from "lucide-react";
import * as Dialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { ScrollRegion } from "@/components/ui/scroll-region";

/**
 * What-if on a phone: a sheet over the lower part of the page, which moves nothing of it. The page above goes on
 * showing what the settings make of the session, so it is neither dimmed nor shut off.
 */
export function WhatIfSheet({
  words,
  onClose,
  children,
}: {
  /** What the settings tried come to, in a sentence. */
  readonly words: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Dialog.Root open modal={false} onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          data-testid="what-if"
          onOpenAutoFocus={focusSheet}
          // A touch of the page above is no wish to close.
          onInteractOutside={(event) => event.preventDefault()}
          className="fixed inset-x-0 bottom-0 z-40 flex max-h-[60dvh] flex-col rounded-t-lg border-t border-line-strong bg-surface outline-none pb-[env(safe-area-inset-bottom)] text-sm shadow-[var(--shadow-raised)]"
        >
          <div className="flex items-center gap-2 border-b border-line py-1 pr-1.5 pl-4">
            <Dialog.Title className="font-medium">What if</Dialog.Title>
            <Dialog.Close
              aria-label="Close what-if"
              className="ml-auto inline-flex size-10 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-raised hover:text-ink"
            >
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          <ScrollRegion aria-label="Settings and what they come to" className="min-h-0 flex-1">
            <p className="px-4 pt-3 text-ink-2">{words}</p>
            {children}
          </ScrollRegion>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The sheet itself, so that it is read out by its name and no button stands out. */
function focusSheet(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
