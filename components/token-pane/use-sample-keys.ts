"use client";

import type { ViewChoice } from "@/components/address/api-urls";
import { openedSampleHref, sampleHref } from "@/components/address/sample-href";
import { useKeptList } from "@/components/address/use-kept-list";
import { useNavigate } from "@/components/address/use-navigate";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { useAnnouncer } from "@/components/ui/announcements";
import { SAMPLE_KEYS } from "./sample-keys";

/** Goes from sample to sample on the page of one. */
export function useSampleKeys({
  session,
  index,
  count,
  choice,
}: {
  readonly session: string;
  readonly index: number;
  readonly count: number;
  readonly choice: ViewChoice;
}): void {
  const navigate = useNavigate();
  const announcer = useAnnouncer();
  const { keep } = useKeptList();
  const to = (sample: number) =>
    sample >= 0 && sample < count ? () => navigate(keep(sampleHref(session, sample, choice))) : undefined;
  usePaneShortcuts("sample", SAMPLE_KEYS, {
    "sample.next": to(index + 1),
    "sample.previous": to(index - 1),
    "sample.session": () => navigate(keep(openedSampleHref(session, index, choice))),
    "sample.copy-link": () =>
      void navigator.clipboard.writeText(window.location.href).then(() => announcer.say("Link copied")),
  });
}
