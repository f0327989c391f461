"use client";

import { CircleAlert, Info, X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useViewState, VIEW_PARAMS } from "@/components/address/view-state";
import { ServerNotice } from "@/components/shell/server-notice";
import { IconButton } from "@/components/ui/icon-button";
import type { MissingCalls } from "@/lib/core/recording/session-fields";
import type { SessionView } from "@/lib/core/view/session-view";
import { addressProblems } from "./address-problems";
import { captureNotices } from "./capture-notices";

/** What stands between the reader and a whole picture: a link that asks for what is not there, a recording that lacks something. */
export function SessionNotices({
  view,
  unrecorded,
  error,
}: {
  readonly view: SessionView;
  readonly unrecorded: MissingCalls | null;
  readonly error: Error | null;
}) {
  const search = useSearchParams();
  const [{ policy, ft, set }, setState] = useViewState();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const problems = addressProblems(search, VIEW_PARAMS, view);
  const lacks = captureNotices(view, unrecorded).filter(({ kind }) => !dismissed.has(kind));
  const forget = (): void => setState(Object.fromEntries(problems.map(({ name }) => [name, null])));
  const forgetPolicy = (): void => setState({ policy: null, ft: null, set: null });
  return (
    <div className="empty:hidden" data-testid="notices">
      <ServerNotice />
      {error && (
        <Notice urgent onDismiss={policy === null && ft === null && set === null ? undefined : forgetPolicy}>
          {error.message}
        </Notice>
      )}
      {problems.length > 0 && (
        <Notice urgent onDismiss={forget}>
          {problems.map(({ sentence }) => (
            <span key={sentence} className="block">
              {sentence}
            </span>
          ))}
        </Notice>
      )}
      {lacks.map(({ kind, lacking, works, remedy }) => (
        <Notice key={kind} onDismiss={() => setDismissed(new Set([...dismissed, kind]))}>
          <span className="font-medium text-ink">{lacking}</span> {works} {remedy}
        </Notice>
      ))}
    </div>
  );
}

function Notice({
  urgent = false,
  onDismiss,
  children,
}: {
  readonly urgent?: boolean;
  readonly onDismiss?: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  const Icon = urgent ? CircleAlert : Info;
  return (
    <div
      role={urgent ? "alert" : "note"}
      className={`flex items-start gap-2 border-b border-line px-4 py-1.5 text-sm ${urgent ? "bg-refused-fill text-ink" : "bg-raised text-ink-2"}`}
    >
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0" />
      <p className="min-w-0 flex-1">{children}</p>
      {onDismiss && (
        <IconButton label="Dismiss" className="-my-1.5" onClick={onDismiss}>
          <X size={16} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
