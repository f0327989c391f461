"use client";

import { FlaskConical } from "lucide-react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { useBackStep } from "@/components/keys/use-back-step";
import type { Policy } from "@/lib/core/policy/policy";

const { policy, ft, set, whatif } = VIEW_PARAMS;
const CHOICE = { policy, ft, set, whatif };

/** Says, while another policy is looked at, that the recorder goes on with its own. */
export function PreviewBar({ shown }: { readonly shown: Policy }) {
  const [choice, setChoice] = useQueryParams(CHOICE);
  const isPreview = choice.policy !== null || choice.ft !== null || choice.set !== null;
  const isShown = isPreview && !choice.whatif;
  const leave = (): void => setChoice({ policy: null, ft: null, set: null });
  useBackStep("preview", isShown ? leave : null);
  if (!isShown) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-raised px-4 py-1 text-sm text-ink-2"
    >
      <span className="inline-flex items-center gap-2">
        <FlaskConical size={14} aria-hidden />
        <span>
          Preview under <span className="font-medium text-ink">{shown.name}</span>: the recorder goes on with
          its own settings.
        </span>
      </span>
      <button
        type="button"
        className="underline underline-offset-4"
        onClick={() => setChoice({ whatif: true })}
      >
        What changes?
      </button>
      <button type="button" className="underline underline-offset-4" onClick={leave}>
        Back to the recorder's
      </button>
    </div>
  );
}
