import { TOKENS_AS, type TokensAs } from "./compare-params";

const WORDS: Readonly<Record<TokensAs, { readonly label: string; readonly meaning: string }>> = {
  held: {
    label: "In the sample",
    meaning:
      "The tokens that the sample of each side's branch holds for this message: what the export writes.",
  },
  sampled: {
    label: "As sampled",
    meaning: "The tokens that the model sampled, and what became of each over all samples.",
  },
};

/** Chooses which tokens of an answer are shown: those that the sample holds, or those that were sampled. */
export function TokensAsSwitch({
  as,
  onAs,
}: {
  readonly as: TokensAs;
  readonly onAs: (as: TokensAs) => void;
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
      <legend className="sr-only">Show the tokens</legend>
      <span className="inline-flex overflow-hidden rounded-md border border-line-strong">
        {TOKENS_AS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={as === name}
            onClick={() => onAs(name)}
            className="border-r border-line-strong bg-surface px-3 py-1 text-sm text-ink-2 last:border-0 aria-pressed:bg-ink aria-pressed:text-page"
          >
            {WORDS[name].label}
          </button>
        ))}
      </span>
      <span className="max-w-prose">{WORDS[as].meaning}</span>
    </fieldset>
  );
}
