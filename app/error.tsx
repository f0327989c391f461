"use client";

import { EmptyState } from "@/components/ui/empty-state";

export default function PageError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <main className="h-dvh">
      <EmptyState title="This page could not be read">
        The server's log says why. Nothing that was recorded is lost.
        <button type="button" onClick={reset} className="mt-4 block w-full underline underline-offset-4">
          Try again
        </button>
      </EmptyState>
    </main>
  );
}
