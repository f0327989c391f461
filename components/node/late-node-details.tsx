"use client";

import { lateComponent } from "@/components/ui/late-component";
import { LoadingOrError } from "@/components/ui/loading-or-error";

/** What the panel shows of a message, fetched ahead of the first choice. */
export const lateNodeDetails = lateComponent(
  () => import("./node-details").then((details) => details.NodeDetails),
  <LoadingOrError error={null} what="message" />,
);
