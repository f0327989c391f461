"use client";

import { X } from "lucide-react";
import * as Dialog from "radix-ui/dialog";
import { type ReactNode, useState } from "react";
import { ScrollRegion } from "./scroll-region";

/**
 * What the dialogs of all pages stand in. It takes the focus and gives it back, closes on Esc and on a press beside it,
 * and hides the page behind it from screen readers.
 *
 * `sheet`: a titled page of its own that scrolls below its title, over the whole screen of a phone. `prompt`: one field
 * near the top, with what is found for it below.
 */
export function DialogFrame({
  kind,
  title,
  width,
  onClose,
  footer,
  children,
}: {
  readonly kind: "sheet" | "prompt";
  /** Of a prompt it is only read out. */
  readonly title: string;
  readonly width: keyof typeof WIDTHS;
  readonly onClose: () => void;
  /** Stays below what scrolls in a sheet. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}) {
  const giveFocusBack = useFocusBack();
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={kind === "prompt" ? focusField : undefined}
          onCloseAutoFocus={giveFocusBack}
          className={`fixed z-50 flex flex-col overflow-hidden border-line bg-surface shadow-[var(--shadow-raised)] ${PLACES[kind]} ${WIDTHS[width]}`}
        >
          {kind === "prompt" ? (
            <>
              <Dialog.Title className="sr-only">{title}</Dialog.Title>
              {children}
            </>
          ) : (
            <Sheet title={title} footer={footer}>
              {children}
            </Sheet>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/**
 * Gives the focus back to what had it when the dialog came: there is no trigger of Radix' own that it could go to. What
 * took it as the dialog went, such as a field that a command leads to, keeps it.
 */
function useFocusBack(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (isFree && before instanceof HTMLElement) before.focus();
  };
}

/**
 * Focuses a prompt's field behind what already stands in it. Radix would select that text, and the next letter of
 * somebody who began to type before the prompt stood would take its place.
 */
function focusField(event: Event): void {
  const field = event.currentTarget instanceof HTMLElement && event.currentTarget.querySelector("input");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

const PLACES = {
  sheet:
    "text-sm max-sm:inset-0 sm:top-1/2 sm:left-1/2 sm:max-h-[88dvh] sm:-translate-1/2 sm:rounded-lg sm:border",
  prompt: "top-[12dvh] left-1/2 max-h-[80dvh] -translate-x-1/2 rounded-lg border max-sm:w-[calc(100vw-1rem)]",
} as const;

const WIDTHS = {
  narrow: "sm:w-[min(28rem,calc(100vw-2rem))]",
  medium: "sm:w-[min(40rem,calc(100vw-2rem))]",
  wide: "sm:w-[min(52rem,calc(100vw-2rem))]",
  full: "sm:w-[min(64rem,calc(100vw-2rem))]",
} as const;

function Sheet({
  title,
  footer,
  children,
}: {
  readonly title: string;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <>
      <div className="flex shrink-0 items-center border-b border-line px-4 py-3">
        <Dialog.Title className="min-w-0 truncate text-base font-medium">{title}</Dialog.Title>
        <Dialog.Close
          aria-label="Close"
          className="ml-auto inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-raised hover:text-ink"
        >
          <X size={16} aria-hidden />
        </Dialog.Close>
      </div>
      <ScrollRegion aria-label={title}>{children}</ScrollRegion>
      {footer !== undefined && <div className="shrink-0 border-t border-line px-4 py-3">{footer}</div>}
    </>
  );
}
