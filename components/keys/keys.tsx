import { keyCaps } from "./press-name";

/** Keys as they read on a keyboard; one of several that do the same, or together where they are held together. */
export function Keys({ names }: { readonly names: readonly string[] }) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      {names.map((name) => (
        <span key={name} className="inline-flex gap-0.5">
          {keyCaps(name).map((cap) => (
            <kbd
              key={cap}
              className="inline-block min-w-6 rounded-sm border border-line-strong bg-raised px-1 text-center font-mono text-xs text-ink"
            >
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
