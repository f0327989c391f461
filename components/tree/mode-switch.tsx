"use client";

import { TREE_MODES } from "@/components/marks/tree-modes";
import { formatCount } from "@/lib/core/base/format-count";

const WORDS: Readonly<
  Record<(typeof TREE_MODES)[number], { readonly label: string; readonly title: string }>
> = {
  tree: { label: "Tree", title: "Every message, with all branches" },
  lanes: { label: "Lanes", title: "All branches as lanes, coloured by what became of the tokens" },
  linear: { label: "One line", title: "Only the conversation through the selected message" },
};

/** Chooses how the session is laid out, and says what that leaves out. */
export function ModeSwitch({
  mode,
  hidden,
  onMode,
}: {
  readonly mode: (typeof TREE_MODES)[number];
  /** Messages that are not drawn. */
  readonly hidden: number;
  readonly onMode: (mode: (typeof TREE_MODES)[number]) => void;
}) {
  return (
    <div className="absolute top-2 right-2 z-20 flex h-[34px] items-stretch gap-2 text-xs text-ink-2">
      {hidden > 0 && (
        <button
          type="button"
          onClick={() => onMode("tree")}
          title="Messages of other branches are not shown. Show them all"
          className="rounded-md border border-line bg-surface px-2 whitespace-nowrap hover:bg-raised"
        >
          {formatCount(hidden)}
          <span className="@max-xl:sr-only"> messages of other branches not shown</span>
          <span aria-hidden className="@xl:hidden">
            {" hidden"}
          </span>
        </button>
      )}
      <fieldset
        aria-label="How the tree is laid out"
        className="flex rounded-md border border-line bg-surface p-0.5"
      >
        {TREE_MODES.map((name) => (
          <button
            key={name}
            type="button"
            title={WORDS[name].title}
            aria-pressed={name === mode}
            onClick={() => onMode(name)}
            className="rounded-sm px-2 hover:text-ink aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-ink"
          >
            {WORDS[name].label}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
