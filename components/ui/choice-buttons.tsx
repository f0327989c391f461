/** One of a few ways to show something, as buttons beside each other. */
export function ChoiceButtons<Name extends string>({
  choices,
  chosen,
  onChoose,
}: {
  readonly choices: readonly {
    readonly name: Name;
    readonly label: string;
    readonly isDisabled?: boolean;
  }[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}) {
  return (
    <span className="inline-flex shrink-0 overflow-hidden rounded-md border border-line-strong">
      {choices.map(({ name, label, isDisabled = false }) => (
        <button
          key={name}
          type="button"
          aria-pressed={chosen === name}
          disabled={isDisabled}
          onClick={() => onChoose(name)}
          className="border-r border-line-strong bg-surface px-3 py-1 text-sm text-ink-2 last:border-0 disabled:text-ink-3 aria-pressed:bg-ink aria-pressed:text-page"
        >
          {label}
        </button>
      ))}
    </span>
  );
}
