"use client";

import { diffHref } from "@/components/address/diff-href";
import { useKeptList } from "@/components/address/use-kept-list";
import { useNavigate } from "@/components/address/use-navigate";
import { useViewState } from "@/components/address/view-state";
import { useSelection } from "@/components/session/selection-context";
import { useAnnouncer } from "@/components/ui/announcements";

/** Marks a message, and opens the difference between it and another. */
export function useMarkKeys(session: string) {
  const navigate = useNavigate();
  const announcer = useAnnouncer();
  const { keep } = useKeptList();
  const { node } = useSelection();
  const [{ mark, policy, ft, set }, setState] = useViewState();
  const open = (a: string | null, b: string): void =>
    navigate(keep(diffHref(session, { a, b }, { policy, threshold: ft, settings: set })));
  return {
    "session.mark":
      node === null
        ? undefined
        : () => {
            setState({ mark: node });
            announcer.say("Marked. Select another message and press v to compare");
          },
    "session.diff-mark":
      node === null
        ? undefined
        : () => {
            if (mark === null) announcer.say("Mark a message first, with m");
            else if (mark === node) announcer.say("Select another message than the marked one");
            else open(mark, node);
          },
    "session.diff-default": node === null ? undefined : () => open(null, node),
  };
}
