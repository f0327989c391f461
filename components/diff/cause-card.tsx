import { CAUSE_WORDS } from "@/components/marks/cause-words";
import { plural } from "@/lib/core/base/format-count";
import { DRIFT_CAUSES } from "@/lib/core/causes/drift-cause";
import type { TurnDrift } from "@/lib/core/view/turn-drift";

/** Why two sides part, what that means, and what to do about it. */
export function CauseCard({ cause, audit }: { readonly cause: string; readonly audit: TurnDrift | null }) {
  const known = DRIFT_CAUSES.find((name) => name === cause);
  const words = known && CAUSE_WORDS[known];
  return (
    <section
      data-testid="cause"
      className="rounded-md border-l-2 border-forked bg-surface py-2 pr-3 pl-3 text-sm"
    >
      <p>
        Cause: <span className="font-medium">{cause}</span>
        {audit && (
          <span className="text-ink-2">
            , {plural(audit.changed_tokens, "token")} from the first change on
          </span>
        )}
      </p>
      {words && (
        <>
          <p className="mt-1 text-ink-2">{words.meaning}</p>
          <p className="mt-1 text-ink-2">
            <span className="font-medium text-ink">What to do:</span> {words.remedy}
          </p>
        </>
      )}
    </section>
  );
}
