"use client";

import { BaseEdge, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { memo } from "react";
import type { ForkEdge as ForkEdgeType } from "./flow-elements";
import { FORK_MARKS } from "./fork-marks";

/** A line of the tree; one that starts a fork is dashed by its kind. */
export const ForkEdge = memo(function ForkEdge(edge: EdgeProps<ForkEdgeType>) {
  const [path] = getSmoothStepPath({ ...edge, borderRadius: 8, offset: 8 });
  const fork = edge.data?.fork ?? null;
  return (
    <BaseEdge
      id={edge.id}
      path={path}
      style={{
        stroke: fork ? "var(--forked-mark)" : "var(--line-strong)",
        strokeWidth: fork ? 2 : 1.5,
        strokeDasharray: fork ? FORK_MARKS[fork].dash : undefined,
      }}
    />
  );
});
