import { ChoiceButtons } from "@/components/ui/choice-buttons";
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
      <ChoiceButtons
        choices={TOKENS_AS.map((name) => ({ name, label: WORDS[name].label }))}
        chosen={as}
        onChoose={onAs}
      />
      <span className="max-w-prose">{WORDS[as].meaning}</span>
    </fieldset>
  );
}
