"use client";

import { LoadingOrError } from "../inspector/loading-or-error";
import { lateComponent } from "../ui/late-component";

/** The token pane, fetched when a sample is first pointed at or opened. */
export const lateTokenPane = lateComponent(
  () => import("./token-pane").then((pane) => pane.TokenPane),
  <LoadingOrError error={null} what="tokens" />,
);
