"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import * as Dialog from "radix-ui/dialog";
import type { PolicyLab } from "@/lib/core/view/policy-lab";
import { LoadingOrError } from "../inspector/loading-or-error";
import { useHeldText } from "../keyboard/use-held-text";
import { labUrl, type ViewChoice, viewQuery } from "../workspace/api-urls";
import { fetchJson } from "../workspace/fetch-json";
import { Breakpoints } from "./breakpoints";
import { PolicyTable } from "./policy-table";

/** What each policy makes of this session, side by side; choosing one re-draws the page under it. */
export function PolicyLabDialog({
  session,
  revision,
  choice,
  onClose,
}: {
  readonly session: string;
  readonly revision: number;
  readonly choice: ViewChoice;
  readonly onClose: () => void;
}) {
  useHeldText();
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[min(64rem,calc(100vw-2rem))] -translate-1/2 overflow-auto rounded-lg border border-line bg-surface shadow-[var(--shadow-raised)]"
        >
          <div className="flex items-center border-b border-line px-4 py-3">
            <Dialog.Title className="text-base font-medium">
              What each policy makes of this session
            </Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="ml-auto inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-raised hover:text-ink"
            >
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          <Lab session={session} revision={revision} choice={choice} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Lab({
  session,
  revision,
  choice,
}: {
  readonly session: string;
  readonly revision: number;
  readonly choice: ViewChoice;
}) {
  const { data, error } = useQuery({
    queryKey: ["lab", session, viewQuery(choice).toString(), revision],
    queryFn: ({ signal }) => fetchJson<PolicyLab>(labUrl(session, choice), signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!data) return <LoadingOrError error={error} what="comparison" />;
  return (
    <div className="flex flex-col gap-4 p-4" data-testid="policy-lab">
      <PolicyTable session={session} lab={data} />
      <Breakpoints lab={data} />
    </div>
  );
}
