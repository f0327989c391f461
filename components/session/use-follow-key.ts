"use client";

import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { useAnnouncer } from "@/components/ui/announcements";
import { SESSION_KEYS } from "./session-keys";
import type { SessionModel } from "./session-model";

const { node } = VIEW_PARAMS;
const PARAMS = { node };

/** The key that lets the selection go along with what is recorded, and stops it. */
export function useFollowKey(
  model: SessionModel,
  following: boolean,
  setFollowing: (following: boolean) => void,
): void {
  const [, setState] = useQueryParams(PARAMS);
  const announcer = useAnnouncer();
  const { nodes, turns } = model.view;
  usePaneShortcuts("session", SESSION_KEYS, {
    "session.follow": () => {
      setFollowing(!following);
      announcer.say(following ? "No longer following" : "Following new turns");
      const newest = nodes[turns.at(-1)?.node ?? -1];
      if (!following && newest) setState({ node: newest.id });
    },
  });
}
