"use client";

import { lateComponent } from "../ui/late-component";
import { LoadingOrError } from "./loading-or-error";

/** What the panel shows of a message, fetched ahead of the first choice. */
export const lateNodeDetails = lateComponent(
  () => import("./node-details").then((details) => details.NodeDetails),
  <LoadingOrError error={null} what="message" />,
);
