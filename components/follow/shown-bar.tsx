"use client";

import { Footprints, X } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "@/components/address/use-navigate";
import { useChanges } from "@/components/reads/use-changes";
import { IconButton } from "@/components/ui/icon-button";
import { visibleText } from "@/lib/core/base/visible-text";
import type { ShownPlace } from "@/lib/core/report/session-change";
import { useFollowing } from "./following";

const BUTTON =
  "inline-flex h-8 items-center rounded-md border border-line-strong px-3 text-sm hover:bg-raised";

/**
 * Says that somebody points at a place, and why. A tab that follows goes there; any other stays as it is, its selection
 * and its scrolling too, until its reader goes.
 */
export function ShownBar() {
  const [following, setFollowing] = useFollowing();
  const [place, setPlace] = useState<ShownPlace | null>(null);
  const navigate = useNavigate();
  useChanges(
    null,
    () => undefined,
    (shown) => {
      setPlace(shown);
      if (following) navigate(shown.page);
    },
  );
  const go = (): void => {
    if (place !== null) navigate(place.page);
    setPlace(null);
  };
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-8 z-40 flex justify-center px-3">
      {/* It stands there before it says anything, so that what it says is read out. */}
      <div role="status" className="max-w-3xl">
        {place !== null && (
          <div
            data-testid="shown-place"
            className="pointer-events-auto flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line-strong bg-surface px-3 py-2 shadow-lg"
          >
            <Footprints size={16} aria-hidden className="shrink-0 text-ink-2" />
            <p className="min-w-0 flex-1 basis-60 text-sm [overflow-wrap:anywhere]">
              <span className="text-ink-2">
                {following ? "Shown" : "Something is shown"} by {visibleText(place.by)}:{" "}
              </span>
              {visibleText(place.sentence)}
            </p>
            <span className="flex items-center gap-2">
              {!following && (
                <button type="button" className={BUTTON} onClick={go}>
                  Go there
                </button>
              )}
              <button type="button" className={BUTTON} onClick={() => setFollowing(!following)}>
                {following ? "Stop following" : "Follow"}
              </button>
              <IconButton label="Dismiss what is shown" onClick={() => setPlace(null)}>
                <X size={16} aria-hidden />
              </IconButton>
            </span>
          </div>
        )}
      </div>
    </div>
  );
}
