"use client";

import { useQuery } from "@tanstack/react-query";
import { labUrl, type ViewChoice, viewQuery } from "@/components/address/api-urls";
import { useHeldText } from "@/components/keys/use-held-text";
import { fetchJson } from "@/components/reads/fetch-json";
import { DialogFrame } from "@/components/ui/dialog-frame";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import type { PolicyLab } from "@/lib/core/list/policy-lab";
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
    <DialogFrame kind="sheet" title="What each policy makes of this session" width="full" onClose={onClose}>
      <Lab session={session} revision={revision} choice={choice} />
    </DialogFrame>
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
      <PolicyTable session={session} lab={data} choice={choice} />
      <Breakpoints lab={data} />
    </div>
  );
}
