"use client";

import { lateComponent } from "@/components/ui/late-component";
import { LoadingOrError } from "@/components/ui/loading-or-error";

/** The token pane, fetched when a sample is first pointed at or opened. */
export const lateTokenPane = lateComponent(
  () => import("./token-pane").then((pane) => pane.TokenPane),
  <LoadingOrError error={null} what="tokens" />,
);
