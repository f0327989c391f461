"use client";

import { Maximize2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { type DiffLens, diffHref } from "@/components/address/diff-href";
import { useKeptList } from "@/components/address/use-kept-list";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import type { NodeChoice } from "@/components/session/use-node";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { DiffBody } from "./diff-body";
import { useNodeDiff } from "./use-node-diff";

const { policy, ft } = VIEW_PARAMS;
const POLICY = { policy, ft };

/** What was held before the node's turn against the prompt that came: where they part, and why. */
export function DiffTab({ choice }: { readonly choice: NodeChoice }) {
  const { session, node, view, revision } = choice;
  const { keep } = useKeptList();
  const [lens, setLens] = useState<DiffLens>("tokens");
  const [, setPolicy] = useQueryParams(POLICY);
  const { data, error } = useNodeDiff({ session, node, against: null, view, revision });
  if (!data) return <LoadingOrError error={error} what="difference" />;
  return (
    <div className="flex flex-col gap-3 p-4">
      <Link
        href={keep(diffHref(session, { b: node }, view))}
        className="inline-flex items-center gap-1.5 self-start text-sm text-ink-2 underline underline-offset-4 hover:text-ink"
      >
        <Maximize2 size={14} aria-hidden />
        Open side by side
      </Link>
      <DiffBody
        session={session}
        diff={data}
        lens={lens}
        onLens={setLens}
        onThreshold={(threshold) =>
          setPolicy({ ft: threshold, ...(data.threshold === null ? { policy: "slime" } : {}) })
        }
      />
    </div>
  );
}
