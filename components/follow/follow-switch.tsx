"use client";

import { Footprints } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { useFollowing } from "./following";

/** The switch that lets this tab go where an agent points. */
export function FollowSwitch() {
  const [following, setFollowing] = useFollowing();
  return (
    <IconButton
      label="Follow what agents show"
      aria-pressed={following}
      onClick={() => setFollowing(!following)}
      className="aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:outline aria-pressed:outline-line-strong"
    >
      <Footprints size={16} aria-hidden />
    </IconButton>
  );
}
